import { parseChord, renderLine } from './synth/Line.ts'
import { masterLoop } from './synth/master.ts'
import { loopReverb } from './synth/reverb.ts'
import { createSound, mixInto, type Sound, toFrames } from './synth/Sound.ts'
import { acidBass, glassPluck, padNote, pluckedBass, subBass } from './synth/tones.ts'

interface Room {
  readonly gain: number
  readonly seconds: number
  readonly damping: number
}

function addRoom(loop: Sound, { gain, ...room }: Room): Sound {
  mixInto(loop, loopReverb(loop, room), { seconds: 0, gain })
  return loop
}

/** Two bars in A minor: octave, fifth and seventh around a stubborn root. */
export function acidLine(bpm: number): Sound {
  const notes = `A1*2! A1 A2! - A1 C2*2  A1*2! E2 A1 - G2! E2 C2
               | A1*2! A1 A2! - A1 D2*2  C2*2! B1 A1 - F2! E2 G1`
  const line = renderLine({ bpm, notes, legato: 0.72, play: acidBass })
  return masterLoop(addRoom(line, { gain: 0.06, seconds: 0.9, damping: 0.4 }))
}

/** Two bars in F minor: few notes, much weight. */
export function subLine(bpm: number): Sound {
  const notes = 'F1*3! F1*3! F1*2 Ab1*2 Ab1*2 G1*2 C2*2! | F1*3! F1*3! Db2*2! C2*4! Ab1*2 E1*2'
  return masterLoop(renderLine({ bpm, notes, legato: 0.8, play: subBass }))
}

/** Two bars in G major that walk over third, fifth and sixth. */
export function funkLine(bpm: number): Sound {
  const notes = `G1*3! G1 G2*2! - B1  D2*2 E2*2! D2 - B1 A1
               | G1*3! G1 G2*2! - F#2  E2*2 D2*2! C2*2 B1 A1`
  const line = renderLine({ bpm, notes, legato: 0.68, play: pluckedBass })
  return masterLoop(addRoom(line, { gain: 0.05, seconds: 0.6, damping: 0.5 }))
}

/** Two bars in E flat major: tonic, subdominant, dominant and home. */
export function glassArpeggio(bpm: number): Sound {
  const high = renderLine({
    bpm,
    notes: `Eb4*2! G4*2 Bb4*2 Eb5*2  Ab4*2! C5*2 Eb5*2 Ab5*2
          | F4*2! Bb4*2 D5*2 F5*2    Eb4*2! G4*2 Eb5*2 Bb4*2`,
    legato: 2.4,
    play: glassPluck,
  })
  const low = renderLine({ bpm, notes: 'Eb2*8! Ab2*8! | Bb1*8! Eb2*8!', legato: 1, play: glassPluck })
  mixInto(high, low, { seconds: 0, gain: 1 })
  return masterLoop(addRoom(high, { gain: 0.28, seconds: 1.9, damping: 0.2 }))
}

/** One chord a bar, bass first, each fading into the next. */
function renderPad(bpm: number, chords: readonly string[], brightness: number, seed: number): Sound {
  const barSeconds = 240 / bpm
  const loop = createSound(toFrames(chords.length * barSeconds))
  const shape = { seconds: barSeconds * 0.9, attack: barSeconds * 0.14, release: barSeconds * 0.6, seed }
  chords.forEach((chord, bar) => {
    const [bass, ...notes] = parseChord(chord)
    const seconds = bar * barSeconds
    mixInto(loop, padNote({ ...shape, note: bass, brightness: brightness * 0.6 }), { seconds, gain: 0.55 })
    for (const note of notes) mixInto(loop, padNote({ ...shape, note, brightness }), { seconds, gain: 0.4 })
  })
  return masterLoop(addRoom(loop, { gain: 0.3, seconds: 2.6, damping: 0.3 }))
}

/** Tonic, relative minor, subdominant and dominant of C major. */
export const warmPad = (bpm: number): Sound =>
  renderPad(bpm, ['C2 E3 G3 C4 E4', 'A2 E3 G3 C4 E4', 'F2 F3 A3 C4 E4', 'G2 D3 G3 B3 D4'], 900, 1)

/** F sharp minor, with the E sharp that leads home. */
export const nightPad = (bpm: number): Sound =>
  renderPad(bpm, ['F#2 C#3 F#3 A3 C#4', 'B1 D3 F#3 A3 B3', 'C#2 C#3 F3 G#3 B3', 'F#2 C#3 F#3 A3 F#4'], 650, 2)
