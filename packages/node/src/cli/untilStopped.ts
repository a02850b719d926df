const PARENT_CHECK_MS = 500

/** Resolved when the process is asked to stop: Ctrl-C, `kill`, or the end of the process that started it. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
    process.on('disconnect', () => resolve())
    onLauncherGone(resolve)
  })
}

/** A launcher killed with -9 cannot say so: then this process has another parent. */
function onLauncherGone(callback: () => void): void {
  const launcher = Number(process.env.ECHOCHAIN_LAUNCHER_PID)
  if (process.ppid !== launcher) return // started without it, or by the process that it started
  const timer = setInterval(() => {
    if (process.ppid === launcher) return
    clearInterval(timer)
    callback()
  }, PARENT_CHECK_MS)
  timer.unref()
}

/** The user asked to stop before there was a result. */
export class StoppedError extends Error {
  readonly code = 'STOPPED'
}

/** What `work` comes to, unless the process is asked to stop before: then `StoppedError`. */
export const unlessStopped = <T>(work: Promise<T>, stopped: Promise<void>): Promise<T> =>
  Promise.race([
    work,
    stopped.then(() => {
      throw new StoppedError('Stopped')
    }),
  ])
