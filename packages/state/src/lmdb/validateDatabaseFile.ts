import { closeSync, existsSync, fstatSync, openSync, truncateSync } from 'node:fs'
import { StateError } from '../StateError.ts'
import { checkPages } from './checkPages.ts'
import { readDatabaseMeta } from './databaseMeta.ts'

/** Files up to this size are walked through at every start, which takes some 100 ms; larger ones by `db check` only. */
const WALKED_BYTES = 64 * 2 ** 20

/**
 * Refuses what is no sound LMDB database before LMDB maps it into memory: it trusts its file, and the process would die.
 * A file that ends early is lengthened with zeros if nothing is missing: the pages at its very end may rightly be
 * missing, having been freed before they were written, but a read behind the end would kill. Throws
 * {@link StateError} DAMAGED; the file is then as it was.
 */
export function validateDatabaseFile(file: string, { readOnly }: { readonly readOnly: boolean }): void {
  if (!existsSync(file)) return
  const { size, neededBytes } = measure(file)
  if (size === 0) return
  if (size <= WALKED_BYTES || size < neededBytes) {
    const [damage] = checkPages(file)
    if (damage !== undefined)
      throw new StateError(
        'DAMAGED',
        `${file} is damaged: ${damage.message}. Run "db check" to see all of it; put back a copy of the data folder, ` +
          'or move it away to begin anew.',
      )
  }
  if (size < neededBytes && !readOnly) truncateSync(file, neededBytes)
}

function measure(file: string): { size: number; neededBytes: number } {
  const descriptor = openSync(file, 'r')
  try {
    const { size } = fstatSync(descriptor)
    if (size === 0) return { size, neededBytes: 0 }
    const { lastPage, pageBytes } = readDatabaseMeta(descriptor, file)
    return { size, neededBytes: (lastPage + 1) * pageBytes }
  } finally {
    closeSync(descriptor)
  }
}
