import type { FuzzRandom } from './FuzzRandom.ts'

const EDGES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  '',
  '0x',
  '0x0',
  'a'.repeat(300),
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: null, toString: 1 },
]

/** A JSON value with one place of it changed: another value, a piece of text more or less, an item gone or twice. */
export function changeJson(value: unknown, random: FuzzRandom): unknown {
  if (random.chance(0.2)) return random.pick(EDGES)
  if (Array.isArray(value) && value.length > 0) return changeArray(value, random)
  if (typeof value === 'object' && value !== null) return changeObject(value as Record<string, unknown>, random)
  if (typeof value === 'string') return changeText(value, random)
  if (typeof value === 'number')
    return random.pick([-value, value + 1, value - 1, value * 2 ** 20, value / 3, String(value)])
  return random.pick(EDGES)
}

function changeArray(items: readonly unknown[], random: FuzzRandom): unknown {
  const at = random.below(items.length)
  if (random.chance(0.2)) return items.toSpliced(at, 1)
  if (random.chance(0.2)) return items.toSpliced(at, 0, items[at])
  if (random.chance(0.05)) return Array.from({ length: 1 + random.below(2_000) }, () => items[at])
  return items.with(at, changeJson(items[at], random))
}

function changeObject(object: Readonly<Record<string, unknown>>, random: FuzzRandom): unknown {
  const names = Object.keys(object)
  if (names.length === 0) return { [random.pick(['a', '__proto__', 'key'])]: random.pick(EDGES) }
  const name = random.pick(names)
  const { [name]: removed, ...rest } = object
  if (random.chance(0.2)) return rest
  if (random.chance(0.1)) return { ...rest, [changeText(name, random)]: removed }
  return { ...object, [name]: changeJson(removed, random) }
}

const LETTERS = '0123456789abcdefxyzXBM/?#%&=-_.:é\u0000\u0301𝄞'

export function changeText(text: string, random: FuzzRandom): string {
  const at = random.below(text.length + 1)
  const length = random.chance(0.8) ? random.below(4) : random.below(text.length)
  const letters = Array.from({ length: random.below(4) }, () => random.pick([...LETTERS])).join('')
  if (random.chance(0.1)) return text + text
  return text.slice(0, at) + letters + text.slice(at + length)
}
