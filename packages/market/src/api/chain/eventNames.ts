import type { Runtime } from '@echochain/frame'

/** Full names of events from names of events and of modules: those are all of theirs, in any runtime there was. */
export const eventNames = (
  runtimes: readonly Runtime[],
  given: readonly string[] | undefined,
): readonly string[] | undefined =>
  given && [...new Set(given.flatMap((name) => (name.includes('.') ? name : namesOfModule(runtimes, name))))]

const namesOfModule = (runtimes: readonly Runtime[], name: string): string[] =>
  runtimes
    .flatMap(({ modules }) => modules)
    .filter((module) => module.name === name)
    .flatMap(({ events }) => Object.values(events ?? {}).map(({ path }) => path))
