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
