/** A pure function that is computed once for each object, as long as that lives. */
export function memoizeByObject<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    let entry = known.get(key)
    if (!entry) known.set(key, (entry = { value: compute(key) }))
    return entry.value
  }
}
