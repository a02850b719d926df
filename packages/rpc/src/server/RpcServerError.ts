/** Why a server cannot be started, or whom it lets in cannot be decided. */
export class RpcServerError extends Error {
  readonly code: 'PORT_TAKEN' | 'TOKEN_EXPOSED' | 'BAD_TOKEN_FILE'
  constructor(code: RpcServerError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
