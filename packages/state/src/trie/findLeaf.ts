import { Branch, type Leaf, type Slot } from './Branch.ts'
import { nibbleAt } from './nibbles.ts'
import { relation } from './partialKeys.ts'
import { isSameKey } from './sortChanges.ts'

/** The key has the value that it has in the database's base state, or like there none. */
export const AS_IN_BASE = Symbol('as in the base state')

/**
 * The leaf of a key where a change since the base state left it, which is in memory; undefined if the key has no value.
 * So the tries are the index of what blocks changed: a look-up takes as many steps as the key has branches above it,
 * however many blocks lie between.
 */
export function findLeaf(root: Slot, key: Uint8Array): Leaf | typeof AS_IN_BASE | undefined {
  const end = 2 * key.length
  let slot = root
  for (let depth = 0; slot instanceof Branch; depth++) {
    if (relation(key, slot, depth) !== 0) return undefined
    depth += slot.partialNibbles
    if (depth === end) return slot.hasValue ? (slot.own ?? AS_IN_BASE) : undefined
    const nibble = nibbleAt(key, depth)
    if ((slot.bitmap & (1 << nibble)) === 0) return undefined
    const child = slot.child(nibble)
    if (child === undefined) return AS_IN_BASE
    slot = child
  }
  return slot !== undefined && isSameKey(slot.key, key) ? slot : undefined
}
