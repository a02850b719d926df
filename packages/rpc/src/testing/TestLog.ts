import type { RpcLogger } from '../RpcNode.ts'

/** What was logged, for a test to look at. */
export class TestLog implements RpcLogger {
  readonly warnings: string[] = []
  readonly errors: { readonly message: string; readonly details: unknown }[] = []

  warn(message: string): void {
    this.warnings.push(message)
  }

  error(message: string, details?: unknown): void {
    this.errors.push({ message, details })
  }
}
