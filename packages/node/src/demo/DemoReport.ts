/** One step of the demo, as `--json` prints it. */
export interface DemoStep {
  readonly step: string
  readonly seconds: number
  readonly transaction?: string
  readonly block?: number
  readonly details: Readonly<Record<string, unknown>>
}

/** Something in the demo is not as it must be. */
export class DemoError extends Error {
  readonly code = 'DEMO_FAILED'
}

export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new DemoError(`${what} is ${String(actual)}, expected ${String(expected)}`)
}
