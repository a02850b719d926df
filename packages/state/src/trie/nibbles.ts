// The trie branches on nibbles: half bytes, the high one first. A path is given as the bytes of any key that runs
// through it and a number of nibbles.

export const nibbleAt = (key: Uint8Array, index: number): number =>
  (index & 1) === 1 ? key[index >> 1] & 15 : key[index >> 1] >> 4

/** Number of leading nibbles that `a` (of `lengthA` nibbles) and `b` share, at least `from`, up to which they agree. */
export function commonNibbles(a: Uint8Array, lengthA: number, b: Uint8Array, lengthB: number, from: number): number {
  const limit = Math.min(lengthA, lengthB)
  let at = from
  if ((at & 1) === 1 && at < limit) {
    if (nibbleAt(a, at) !== nibbleAt(b, at)) return at
    at++
  }
  while (at + 1 < limit && a[at >> 1] === b[at >> 1]) at += 2
  return at < limit && nibbleAt(a, at) === nibbleAt(b, at) ? at + 1 : at
}

/**
 * Database key of the node in the slot at the first `nibbles` nibbles of `path`: whole bytes, then the odd nibble in
 * the high half with a 1 in the low one, or 0 if there is none. Unique, never empty, but not in depth-first order.
 */
export function slotKey(path: Uint8Array, nibbles: number): Uint8Array {
  const whole = nibbles >> 1
  const key = new Uint8Array(whole + 1)
  for (let i = 0; i < whole; i++) key[i] = path[i]
  key[whole] = (nibbles & 1) === 1 ? (path[whole] & 0xf0) | 1 : 0
  return key
}

/** The first `nibbles` nibbles of `path` and one more; an unused last half byte is 0. */
export function extendPath(path: Uint8Array, nibbles: number, nibble: number): Uint8Array {
  const whole = nibbles >> 1
  const extended = new Uint8Array(whole + 1)
  for (let i = 0; i < whole; i++) extended[i] = path[i]
  extended[whole] = (nibbles & 1) === 1 ? (path[whole] & 0xf0) | nibble : nibble << 4
  return extended
}
