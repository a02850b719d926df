import type { Clock } from '../clock/Clock.ts'

/** Resolved at `timeMs`, or when `signal` is aborted. */
export async function waitUntil(clock: Clock, timeMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const onAbort = (): void => resolve()
  signal.addEventListener('abort', onAbort)
  const cancel = clock.at(timeMs, resolve)
  await promise
  cancel()
  signal.removeEventListener('abort', onAbort)
}
