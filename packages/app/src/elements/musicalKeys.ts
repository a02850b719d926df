const NOTES = 12
const FIFTH = 7
/** From a minor key to the major key with the same notes. */
const MINOR_THIRD = 3

const isMinor = (key: number): boolean => key >= NOTES
const keyOn = (tonic: number, minor: boolean): number => ((tonic + NOTES) % NOTES) + (minor ? NOTES : 0)

/** The key with the same notes: A minor for C major. Keys are 0–11 for C to B major, 12–23 for C to B minor. */
export const relativeKey = (key: number): number =>
  isMinor(key) ? keyOn(key + MINOR_THIRD, false) : keyOn(key - MINOR_THIRD, true)

/** What mixes well with a key: itself, its relative, and those a fifth above and below (neighbours on the Camelot wheel). */
export const compatibleKeys = (key: number): readonly number[] => [
  key,
  relativeKey(key),
  keyOn(key + FIFTH, isMinor(key)),
  keyOn(key - FIFTH, isMinor(key)),
]

const MAJOR_NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']
const MINOR_NAMES = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B']

/** All keys there are. */
export const MUSICAL_KEYS: readonly number[] = Array.from({ length: 2 * NOTES }, (_, key) => key)

/** "A minor", "Eb major", as the market writes them. */
export const keyName = (key: number): string =>
  isMinor(key) ? `${MINOR_NAMES[key - NOTES]} minor` : `${MAJOR_NAMES[key]} major`

/** Place on the Camelot wheel, "8A" for A minor and "8B" for C major. */
export function camelotCode(key: number): string {
  const major = isMinor(key) ? relativeKey(key) : key
  return `${((major * FIFTH + 7) % NOTES) + 1}${isMinor(key) ? 'A' : 'B'}`
}
