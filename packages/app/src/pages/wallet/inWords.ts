const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** A length of time as one says it: "2 hours", "59 minutes"; `once`: "an hour", "every 2 hours" as in "once …". */
export function inWords(seconds: number, form: 'plain' | 'once' = 'plain'): string {
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? UNITS[UNITS.length - 1]
  const count = Math.ceil(seconds / length)
  if (form === 'once') return count === 1 ? (unit === 'hour' ? 'an hour' : `a ${unit}`) : `every ${count} ${unit}s`
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
