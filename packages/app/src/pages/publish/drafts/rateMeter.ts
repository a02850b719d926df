/** Bytes a second since the first call, which tells where an upload goes on; unknown for the first second. */
export function rateMeter(now: () => number): (done: number) => number | undefined {
  let start: { readonly at: number; readonly done: number } | undefined
  return (done) => {
    start ??= { at: now(), done }
    const seconds = (now() - start.at) / 1000
    return seconds < 1 ? undefined : (done - start.done) / seconds
  }
}
