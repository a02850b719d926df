import { expect, it } from 'vitest'
import { camelotCode, compatibleKeys, keyName, MUSICAL_KEYS, relativeKey } from './musicalKeys.ts'

// The Camelot wheel as DJs know it, by name.
const WHEEL: Readonly<Record<string, string>> = {
  '1A': 'G# minor',
  '1B': 'B major',
  '2A': 'Eb minor',
  '2B': 'F# major',
  '3A': 'Bb minor',
  '3B': 'Db major',
  '4A': 'F minor',
  '4B': 'Ab major',
  '5A': 'C minor',
  '5B': 'Eb major',
  '6A': 'G minor',
  '6B': 'Bb major',
  '7A': 'D minor',
  '7B': 'F major',
  '8A': 'A minor',
  '8B': 'C major',
  '9A': 'E minor',
  '9B': 'G major',
  '10A': 'B minor',
  '10B': 'D major',
  '11A': 'F# minor',
  '11B': 'A major',
  '12A': 'C# minor',
  '12B': 'E major',
}

it('names every key by its place on the Camelot wheel', () => {
  expect(Object.fromEntries(MUSICAL_KEYS.map((key) => [camelotCode(key), keyName(key)]))).toEqual(WHEEL)
})

it('takes relative keys to be those with the same number', () => {
  for (const key of MUSICAL_KEYS) {
    expect(relativeKey(relativeKey(key))).toBe(key)
    expect(Number.parseInt(camelotCode(relativeKey(key)), 10)).toBe(Number.parseInt(camelotCode(key), 10))
  }
})

it('takes a key, its relative and its neighbours on the wheel to mix well', () => {
  const names = (key: number) => compatibleKeys(key).map(camelotCode).toSorted()
  expect(names(21)).toEqual(['7A', '8A', '8B', '9A'])
  expect(names(4)).toEqual(['11B', '12A', '12B', '1B'])
})
