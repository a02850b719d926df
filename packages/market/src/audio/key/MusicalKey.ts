/** A key as the chain stores it: 0 to 11 are C to B major by semitones, 12 to 23 are C to B minor. */
export type MusicalKey = number

const MAJOR_NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']
const MINOR_NAMES = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B']
const NATURALS: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }

export const isMinor = (key: MusicalKey): boolean => key >= 12

/** "A minor", "Eb major". */
export const keyName = (key: MusicalKey): string =>
  isMinor(key) ? `${MINOR_NAMES[key - 12]} minor` : `${MAJOR_NAMES[key]} major`

const OTHER_NAMES: Readonly<Record<string, string>> = {
  Db: 'C#',
  'C#': 'Db',
  Eb: 'D#',
  'F#': 'Gb',
  Ab: 'G#',
  'G#': 'Ab',
  Bb: 'A#',
}

/** All names of a key: "Eb major" and "D# major". */
export function keyNames(key: MusicalKey): readonly string[] {
  const name = keyName(key)
  const [note, mode] = name.split(' ')
  return note in OTHER_NAMES ? [name, `${OTHER_NAMES[note]} ${mode}`] : [name]
}

/** The key with the same notes: C major and A minor. */
export const relativeKey = (key: MusicalKey): MusicalKey => (isMinor(key) ? (key - 12 + 3) % 12 : ((key + 9) % 12) + 12)

/** Place on the Camelot wheel, "8A" for A minor and "8B" for C major: neighbours mix well. */
export function camelotCode(key: MusicalKey): string {
  const major = isMinor(key) ? relativeKey(key) : key
  return `${((major * 7 + 7) % 12) + 1}${isMinor(key) ? 'A' : 'B'}`
}

/** Key from a tag in any of the usual spellings: "Am", "A minor", "F#maj", "B♭m", Camelot "8A", Open Key "1m". */
export function parseKey(text: string): MusicalKey | undefined {
  const trimmed = text.trim().replace('♯', '#').replace('♭', 'b')
  const wheel = /^(1[0-2]|[1-9])([abdm])$/i.exec(trimmed)
  if (wheel) return wheelKey(Number(wheel[1]), wheel[2].toLowerCase())
  const named = /^([A-G])([#b]?)\s*(m|min|minor|maj|major|M)?$/i.exec(trimmed)
  if (!named) return undefined
  const pitch = (NATURALS[named[1].toUpperCase()] + (named[2] === '#' ? 1 : named[2] ? 11 : 0)) % 12
  const mode = named[3] ?? ''
  return mode === 'm' || /^min/i.test(mode) ? pitch + 12 : pitch
}

/** Camelot counts from 8 = C major or A minor, with A for minor; Open Key from 1, with m for minor and d for major. */
function wheelKey(number: number, letter: string): MusicalKey {
  const fifths = letter === 'a' || letter === 'b' ? number + 4 : number - 1
  const major = (fifths * 7) % 12
  return letter === 'a' || letter === 'm' ? relativeKey(major) : major
}
