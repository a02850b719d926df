const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** From so many of a unit on, the next smaller one would say no more. */
const ENOUGH = 3

/** A length of time as one says it: "2 hours", "61 minutes"; `once`: "an hour", "every 2 hours" as in "once …". */
export function inWords(seconds: number, form: 'plain' | 'once' = 'plain'): string {
  const fits = ([, length]: readonly [string, number]): boolean =>
    seconds >= ENOUGH * length || (seconds >= length && seconds % length === 0)
  const [unit, length] = UNITS.find(fits) ?? UNITS[UNITS.length - 1]
  const count = Math.ceil(seconds / length)
  if (form === 'once') return count === 1 ? (unit === 'hour' ? 'an hour' : `a ${unit}`) : `every ${count} ${unit}s`
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
