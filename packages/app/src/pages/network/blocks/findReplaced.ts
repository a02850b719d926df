import type { IndexedBlock } from '@echochain/sdk'

/** Blocks of a list that a later list of the same chain has others for, or none any more. Both newest first. */
export function findReplaced(before: readonly IndexedBlock[], after: readonly IndexedBlock[]): readonly IndexedBlock[] {
  const oldest = after.at(-1)?.number
  if (oldest === undefined) return []
  const hashes = new Set(after.map(({ hash }) => hash))
  return before.filter(({ number, hash }) => number >= oldest && !hashes.has(hash))
}
