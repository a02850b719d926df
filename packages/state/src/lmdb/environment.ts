import { type Database, type GetOptions, open, type RootDatabase } from 'lmdb'

export type Environment = RootDatabase<Uint8Array, Uint8Array>
/** The bindings' own declaration lacks the options of `getBinaryFast`. */
export type Table = Database<Uint8Array, Uint8Array> & {
  getBinaryFast(key: Uint8Array, options?: GetOptions): Uint8Array | undefined
}

/** Address space, not disk: large enough never to be reached, as it cannot grow while transactions are open. */
export const DEFAULT_MAP_BYTES = 64 * 2 ** 30

/** The least key there is: without a start, LMDB's bindings would begin behind their own reserved keys. */
export const LEAST_KEY = Uint8Array.of(0)

/** Keys and values as they are, on the environment and on every table: the defaults would encode them. */
const BINARY = { encoding: 'binary', keyEncoding: 'binary', cache: false, compression: false } as const

/**
 * Opens the LMDB environment of a directory. Within a process all threads must pass the same options: they share it.
 * Commits return when the file is synced, so there is no second kind of durability to think about.
 */
export function openEnvironment(path: string, mapSizeBytes: number, readOnly: boolean): Environment {
  return open<Uint8Array, Uint8Array>({
    path,
    ...BINARY,
    compression: false,
    mapSize: mapSizeBytes,
    maxDbs: 16,
    noMemInit: true,
    noSubdir: false,
    overlappingSync: false,
    readOnly,
  })
}

export const openTable = (environment: Environment, name: string): Table =>
  environment.openDB<Uint8Array, Uint8Array>(name, BINARY)

/** Names of the tables there are: LMDB lists them in its root table, each ended by a zero byte. */
export function* tableNames(environment: Environment): Generator<string> {
  for (const key of environment.getKeys({ start: LEAST_KEY })) yield new TextDecoder().decode(key.subarray(0, -1))
}
