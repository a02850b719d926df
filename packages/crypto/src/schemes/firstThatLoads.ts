/** What the first loader that does not throw gives. A native package throws where it has no binary for the machine. */
export function firstThatLoads<T>(...loaders: readonly (() => T)[]): T {
  const failures: unknown[] = []
  for (const load of loaders) {
    try {
      return load()
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(failures, 'None of the implementations could be loaded')
}
