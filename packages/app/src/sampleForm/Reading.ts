/** What a form says, or what is wrong with it by field. There is a value exactly when there is no problem. */
export interface Reading<T> {
  readonly value?: T
  readonly problems: Readonly<Record<string, string>>
}

export const good = <T>(value: T): Reading<T> => ({ value, problems: {} })

/** The value, unless a field has a problem. */
export function readingOf<T>(problems: Readonly<Record<string, string | undefined>>, value: () => T): Reading<T> {
  const found = Object.entries(problems).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return found.length > 0 ? { problems: Object.fromEntries(found) } : good(value())
}
