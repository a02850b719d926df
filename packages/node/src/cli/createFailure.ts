/** What a node that cannot go on rejects. It has a handler from the beginning: the node may fail before anybody waits. */
export function createFailure(): PromiseWithResolvers<never> {
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {})
  return failure
}
