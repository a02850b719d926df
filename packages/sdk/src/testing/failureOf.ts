/** What a promise is rejected with; undefined if it is not. */
export const failureOf = (promise: Promise<unknown>): Promise<any> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )
