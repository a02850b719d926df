/** A command that cannot be carried out as it was given: what is wrong and what to do. */
export class CliError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
