/** Samples a second of everything the synthesiser makes. */
export const SAMPLE_RATE = 44_100

/** A stretch of stereo sound, full scale at ±1. */
export interface Sound {
  readonly left: Float64Array
  readonly right: Float64Array
}

export const toFrames = (seconds: number): number => Math.round(seconds * SAMPLE_RATE)

export const createSound = (frames: number): Sound => ({
  left: new Float64Array(frames),
  right: new Float64Array(frames),
})

/** A sound made sample by sample: `sampleAt` gets the time in seconds and gives left and right, or one for both. */
export function renderSound(seconds: number, sampleAt: (time: number) => number | readonly [number, number]): Sound {
  const sound = createSound(toFrames(seconds))
  for (let i = 0; i < sound.left.length; i++) {
    const sample = sampleAt(i / SAMPLE_RATE)
    sound.left[i] = typeof sample === 'number' ? sample : sample[0]
    sound.right[i] = typeof sample === 'number' ? sample : sample[1]
  }
  return sound
}

export function mapSound(sound: Sound, change: (sample: number) => number): Sound {
  return { left: sound.left.map(change), right: sound.right.map(change) }
}

export interface Placement {
  readonly seconds: number
  readonly gain: number
  /** −1 left to 1 right; constant power. */
  readonly pan?: number
}

/** Mixes a sound into a loop. What reaches past the end goes on at the start, so the loop has no seam. */
export function mixInto(loop: Sound, sound: Sound, { seconds, gain, pan = 0 }: Placement): void {
  const length = loop.left.length
  const angle = ((pan + 1) * Math.PI) / 4
  const [leftGain, rightGain] = [gain * Math.SQRT2 * Math.cos(angle), gain * Math.SQRT2 * Math.sin(angle)]
  const start = toFrames(seconds)
  for (let i = 0; i < sound.left.length; i++) {
    const at = (((start + i) % length) + length) % length
    loop.left[at] += leftGain * sound.left[i]
    loop.right[at] += rightGain * sound.right[i]
  }
}
