/** What the first loader that does not throw gives. A native package throws where it has no binary for the machine. */
export async function firstThatLoads<T>(...loaders: readonly (() => T | Promise<T>)[]): Promise<T> {
  const failures: unknown[] = []
  for (const load of loaders) {
    try {
      return await load()
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(failures, 'None of the implementations could be loaded')
}
