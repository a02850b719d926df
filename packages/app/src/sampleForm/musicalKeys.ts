const NOTES = ['C', 'C♯ / D♭', 'D', 'D♯ / E♭', 'E', 'F', 'F♯ / G♭', 'G', 'G♯ / A♭', 'A', 'A♯ / B♭', 'B']
/** C major is 8B on the Camelot wheel; a fifth up is one further, a minor key has the number of its relative major. */
const FIFTHS_OF_C = 8
const HOURS = 12

/** A key as the chain numbers it (0–11 C to B major, 12–23 C to B minor), and as people choose it. */
export interface MusicalKey {
  readonly value: number
  readonly name: string
  readonly camelot: string
}

export const MUSICAL_KEYS: readonly MusicalKey[] = Array.from({ length: 24 }, (_, value) => {
  const note = value % 12
  const isMinor = value >= 12
  const major = isMinor ? (note + 3) % 12 : note
  const hour = ((major * 7 + FIFTHS_OF_C - 1) % HOURS) + 1
  return {
    value,
    name: `${NOTES[note]} ${isMinor ? 'minor' : 'major'}`,
    camelot: `${hour}${isMinor ? 'A' : 'B'}`,
  }
})
