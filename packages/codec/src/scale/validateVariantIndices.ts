/** Throws RangeError unless the indices of a variant type are bytes, each used once. */
export function validateVariantIndices(path: string, indices: readonly number[]): void {
  const seen = new Set<number>()
  for (const index of indices) {
    if (!Number.isInteger(index) || index < 0 || index > 0xff || seen.has(index))
      throw new RangeError(`${path}: variant index ${index} is not a byte of its own`)
    seen.add(index)
  }
}
