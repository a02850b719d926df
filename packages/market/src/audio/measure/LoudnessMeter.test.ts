import { expect, test } from 'vitest'
import { LoudnessMeter } from './LoudnessMeter.ts'

const RATE = 48_000

interface Tone {
  readonly seconds: number
  /** Peak in dB relative to full scale. */
  readonly db: number
}

/** A sine of 1 kHz in `channels` channels, fed in pieces that have nothing to do with the meter's own. */
function loudnessOfTones(tones: readonly Tone[], { rate = RATE, channels = 2 } = {}): number {
  const meter = new LoudnessMeter(rate, channels)
  let at = 0
  for (const { seconds, db } of tones) {
    for (let left = Math.round(seconds * rate); left > 0; left -= 7001) {
      const samples = Float32Array.from({ length: Math.min(left, 7001) }, () => {
        return 10 ** (db / 20) * Math.sin((2 * Math.PI * 1000 * at++) / rate)
      })
      meter.add(Array.from({ length: channels }, () => samples))
    }
  }
  return meter.integrated
}

// EBU Tech 3341, table 1: minimum requirements test signals, each to ±0.1 LU.
test.each<[string, Tone[], number]>([
  ['1: −23 dB for 20 s', [{ seconds: 20, db: -23 }], -23],
  ['2: −33 dB for 20 s', [{ seconds: 20, db: -33 }], -33],
  [
    '3: gate',
    [
      { seconds: 10, db: -36 },
      { seconds: 60, db: -23 },
      { seconds: 10, db: -36 },
    ],
    -23,
  ],
  [
    '4: both gates',
    [
      { seconds: 10, db: -72 },
      { seconds: 10, db: -36 },
      { seconds: 60, db: -23 },
      { seconds: 10, db: -36 },
      { seconds: 10, db: -72 },
    ],
    -23,
  ],
  [
    '5',
    [
      { seconds: 20, db: -26 },
      { seconds: 20.1, db: -20 },
      { seconds: 20, db: -26 },
    ],
    -23,
  ],
])('EBU Tech 3341 case %s', (_, tones, lufs) => {
  expect(Math.abs(loudnessOfTones(tones) - lufs)).toBeLessThanOrEqual(0.1)
})

// EBU Tech 3341 case 6: five channels at −28, −28, −24, −30 and −30 dB; here with the unmeasured low-frequency channel.
test('EBU Tech 3341 case 6: surround channels weigh 1.41, the low-frequency channel nothing', () => {
  const meter = new LoudnessMeter(RATE, 6)
  const tone = (db: number): Float32Array =>
    Float32Array.from({ length: 20 * RATE }, (_, i) => 10 ** (db / 20) * Math.sin((2 * Math.PI * 1000 * i) / RATE))
  meter.add([-28, -28, -24, 0, -30, -30].map(tone))
  expect(Math.abs(meter.integrated + 23)).toBeLessThanOrEqual(0.1)
})

test.each([44_100, 48_000, 88_200, 96_000, 192_000, 22_050])(
  'a tone is as loud at %i Hz as at any other rate',
  (rate) => {
    expect(Math.abs(loudnessOfTones([{ seconds: 3, db: -20 }], { rate }) + 20)).toBeLessThanOrEqual(0.1)
  },
)

test('BS.1770: a full-scale sine of 997 Hz in one channel is −3.01 LKFS, also when shorter than a gating block', () => {
  for (const seconds of [5, 0.25])
    expect(Math.abs(loudnessOfTones([{ seconds, db: 0 }], { channels: 1 }) + 3.01)).toBeLessThanOrEqual(0.1)
})

test('silence and nothing are −Infinity', () => {
  expect(loudnessOfTones([{ seconds: 2, db: -Infinity }])).toBe(-Infinity)
  expect(loudnessOfTones([])).toBe(-Infinity)
})
