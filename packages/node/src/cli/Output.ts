import { styleText } from 'node:util'

/** What a command prints: lines for people, or with `--json` one JSON value for programs. */
export class Output {
  readonly #json: boolean

  constructor(json: boolean) {
    this.#json = json
  }

  /** The result: `lines` for people, `value` for programs. Amounts are decimal strings in JSON. */
  result(value: unknown, lines: readonly string[]): void {
    if (this.#json) process.stdout.write(`${toJson(value)}\n`)
    else for (const line of lines) process.stdout.write(`${line}\n`)
  }

  /** Something on the way to the result, for people only. */
  step(text: string): void {
    if (!this.#json) process.stdout.write(`${text}\n`)
  }

  get isJson(): boolean {
    return this.#json
  }
}

export const bold = (text: string): string => styleText('bold', text)
export const dim = (text: string): string => styleText('dim', text)
export const red = (text: string): string => styleText('red', text)
export const green = (text: string): string => styleText('green', text)

export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? inner.toString() : inner), 2)

/** Rows of names and values, aligned. */
export function table(rows: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `  ${dim(name.padEnd(width))}  ${value}`)
}
