import { sha256, toHex } from '@echochain/codec'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { contentTypeOf } from './contentTypes.ts'

/** All of the app is held in memory; it is a hundredth of this. */
const MAX_BYTES = 64 * 1024 * 1024
const INDEX = '/index.html'
/** How the build names what it compressed beforehand: `main.js.br` beside `main.js`. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

export type ContentEncoding = (typeof ENCODINGS)[number][0]

export interface AppFile {
  readonly type: string
  readonly etag: string
  /** Its name says what is in it, so that it never changes. */
  readonly isImmutable: boolean
  readonly bytes: Uint8Array
  readonly compressed: ReadonlyMap<ContentEncoding, Uint8Array>
}

/** The built web application, read once: what is not among these files cannot be asked for, whatever the path. */
export class AppFiles {
  readonly #files: ReadonlyMap<string, AppFile>

  private constructor(files: ReadonlyMap<string, AppFile>) {
    this.#files = files
  }

  /** Undefined where nothing is built. Throws `RangeError` for a folder that is no app, by its size. */
  static async load(directory: string): Promise<AppFiles | undefined> {
    const contents = await readFiles(directory)
    if (!contents.has(INDEX)) return undefined
    const files = new Map<string, AppFile>()
    for (const [path, bytes] of contents) {
      if (isHidden(path) || isCompressed(path, contents)) continue
      const compressed = ENCODINGS.flatMap(([encoding, suffix]) => {
        const smaller = contents.get(path + suffix)
        return smaller ? [[encoding, smaller] as const] : []
      })
      files.set(path, {
        type: contentTypeOf(path),
        etag: `"${toHex(sha256(bytes)).slice(2, 34)}"`,
        isImmutable: path.startsWith('/assets/'),
        bytes,
        compressed: new Map(compressed),
      })
    }
    return new AppFiles(files)
  }

  /** `path` begins with a slash. */
  find(path: string): AppFile | undefined {
    return this.#files.get(path)
  }

  /** The page that every path of the application begins with. */
  get index(): AppFile {
    return this.#files.get(INDEX)!
  }
}

async function readFiles(directory: string): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>()
  let size = 0
  for (const entry of await entriesOf(directory)) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    size += bytes.length
    if (size > MAX_BYTES) throw new RangeError(`${directory} has more than ${MAX_BYTES} bytes; is it the built app?`)
    contents.set(`/${path.slice(join(directory, sep).length).replaceAll(sep, '/')}`, bytes)
  }
  return contents
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { recursive: true, withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

const isHidden = (path: string): boolean => path.split('/').some((name) => name.startsWith('.'))

const isCompressed = (path: string, contents: ReadonlyMap<string, unknown>): boolean =>
  ENCODINGS.some(([, suffix]) => path.endsWith(suffix) && contents.has(path.slice(0, -suffix.length)))
