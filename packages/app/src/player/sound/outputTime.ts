/** Which moment of a context is heard right now, and when that is on the clock of `performance.now`. */
export function outputTime(context: AudioContext): { readonly contextTime: number; readonly performanceTime: number } {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp()
  if (performanceTime > 0) return { contextTime, performanceTime }
  const latency = context.outputLatency || context.baseLatency || 0
  return { contextTime: context.currentTime - latency, performanceTime: performance.now() }
}
