// Partial keys: the nibbles that a branch skips between its slot and its children.
import type { Branch } from './Branch.ts'
import { nibbleAt } from './nibbles.ts'

/** A branch taken out of its slot, with the path to its end: the first `nibbles` nibbles of `key`. */
export interface Subtree {
  readonly branch: Branch
  readonly key: Uint8Array
  readonly nibbles: number
}
/** Whether a key runs through `node`, which hangs at `depth` (0), or comes before (−1) or behind (1) all that do. */
export function relation(key: Uint8Array, node: Branch, depth: number): -1 | 0 | 1 {
  const { bytes, partialNibbles } = node
  let at = node.start + node.partialAt
  const odd = partialNibbles & 1
  for (let i = 0; i < partialNibbles; i++) {
    if (depth + i === 2 * key.length) return -1
    const low = ((i + odd) & 1) === 1
    const nibble = low ? bytes[at++] & 15 : bytes[at] >> 4
    const difference = nibbleAt(key, depth + i) - nibble
    if (difference !== 0) return difference < 0 ? -1 : 1
  }
  return 0
}

/** `branch`, which hangs at the first `depth` nibbles of `path`, with the path to its end. */
export function subtree(branch: Branch, path: Uint8Array, depth: number): Subtree {
  const nibbles = depth + branch.partialNibbles
  const key = new Uint8Array((nibbles + 1) >> 1)
  key.set(path.subarray(0, (depth + 1) >> 1))
  const partial = partialPath(branch)
  for (let i = 0; i < branch.partialNibbles; i++) {
    const at = (depth + i) >> 1
    const nibble = nibbleAt(partial, i)
    key[at] = ((depth + i) & 1) === 1 ? (key[at] & 0xf0) | nibble : nibble << 4
  }
  return { branch, key, nibbles }
}

/** The partial key of a branch as a path of its own. */
function partialPath(branch: Branch): Uint8Array {
  const { bytes, partialNibbles } = branch
  const at = branch.start + branch.partialAt
  const stored = bytes.slice(at, at + ((partialNibbles + 1) >> 1))
  if ((partialNibbles & 1) === 0) return stored
  const path = new Uint8Array(stored.length)
  for (let i = 0; i < partialNibbles; i++) {
    const nibble = i === 0 ? stored[0] : nibbleAt(stored, i + 1)
    path[i >> 1] |= (i & 1) === 1 ? nibble : nibble << 4
  }
  return path
}
