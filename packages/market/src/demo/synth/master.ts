import { LoudnessMeter } from '../../audio/measure/LoudnessMeter.ts'
import { mapSound, SAMPLE_RATE, type Sound } from './Sound.ts'
import { StateVariableFilter } from './StateVariableFilter.ts'

const LOOP_LUFS = -14
/** −1 dB relative to full scale. */
const CEILING = 10 ** (-1 / 20)
const KNEE = 0.55
const ROUNDS = 6
const MAX_PUSH = 4

/** Brings a loop to −14 LUFS: peaks that would go over −1 dB are rounded off, as a tape would. */
export function masterLoop(sound: Sound): Sound {
  const clean = removeRumble(sound)
  let gain = 1
  for (let round = 0; round < ROUNDS; round++) {
    const push = 10 ** ((LOOP_LUFS - loudnessOf(limit(clean, gain))) / 20)
    gain *= Math.min(MAX_PUSH, push)
  }
  return limit(clean, gain)
}

/** Brings a single hit to a peak of −1 dB. */
export function masterOneShot(sound: Sound): Sound {
  const peak = [sound.left, sound.right]
    .flatMap((side) => [...side])
    .reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return mapSound(sound, (sample) => (sample / peak) * CEILING)
}

const limit = (sound: Sound, gain: number): Sound => mapSound(sound, (sample) => softClip(gain * sample))

/** Straight up to the knee, then bending towards the ceiling with the same slope. */
function softClip(sample: number): number {
  const level = Math.abs(sample)
  if (level <= KNEE) return sample
  const room = CEILING - KNEE
  return Math.sign(sample) * (KNEE + room * Math.tanh((level - KNEE) / room))
}

/** Takes out what is below 24 Hz. The filter hears the loop once before it counts, so that start and end still meet. */
function removeRumble({ left, right }: Sound): Sound {
  const clean = (side: Float64Array): Float64Array => {
    const filter = new StateVariableFilter()
    for (const sample of side) filter.process(sample, 24)
    return side.map((sample) => filter.process(sample, 24).high)
  }
  return { left: clean(left), right: clean(right) }
}

function loudnessOf({ left, right }: Sound): number {
  const meter = new LoudnessMeter(SAMPLE_RATE, 2)
  meter.add([Float32Array.from(left), Float32Array.from(right)])
  return meter.integrated
}
