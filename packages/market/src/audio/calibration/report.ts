// How often tempo and key are right, by the confidence they were given with:
//   node scripts/launch.mjs packages/market/src/audio/calibration/report.ts [CLIPS] [SEED]
import { Random } from '../../demo/synth/Random.ts'
import { SAMPLE_RATE, type Sound } from '../../demo/synth/Sound.ts'
import { detectKey } from '../key/detectKey.ts'
import { MonoCollector } from '../measure/MonoCollector.ts'
import { detectTempo } from '../tempo/detectTempo.ts'
import { findOnsets } from '../tempo/findOnsets.ts'
import { computeOnsetEnvelope } from '../tempo/onsetEnvelope.ts'
import { type Clip, drawBassLine, drawChords, drawDrums } from './drawClips.ts'

interface Answer {
  readonly isRight: boolean
  readonly confidence: number
}

/** As it is, cut at random, followed by silence, under noise. */
const TREATMENTS = [
  (sound: Sound) => Float32Array.from(sound.left),
  (sound: Sound, random: Random) => {
    const from = Math.floor(random.next() * sound.left.length)
    const length = Math.floor(sound.left.length * (1.1 + 1.5 * random.next()))
    return Float32Array.from({ length }, (_, i) => sound.left[(from + i) % sound.left.length])
  },
  (sound: Sound, random: Random) => {
    const longer = new Float32Array(sound.left.length + Math.floor((0.2 + random.next()) * SAMPLE_RATE))
    longer.set(sound.left)
    return longer
  },
  (sound: Sound, random: Random) => Float32Array.from(sound.left, (sample) => sample + 0.05 * random.bipolar()),
]

function hear(sound: Float32Array) {
  const mono = new MonoCollector(SAMPLE_RATE, 120)
  mono.add([sound])
  const envelope = computeOnsetEnvelope(mono.signal, mono.sampleRate)
  const length = { frames: sound.length, sampleRate: SAMPLE_RATE }
  return {
    bpm: detectTempo(envelope, findOnsets(envelope), length),
    key: detectKey(mono.signal, mono.sampleRate),
  }
}

const clips = Number(process.argv[2] ?? 120)
const random = new Random(Number(process.argv[3] ?? 1))
const tempi: Answer[] = []
const keys: Answer[] = []
for (let i = 0; i < clips; i++) {
  const clip: Clip = [drawDrums, drawBassLine, drawChords][i % 3](random, i)
  const { bpm, key } = hear(TREATMENTS[Math.floor(random.next() * TREATMENTS.length)](clip.sound, random))
  if (clip.bpm !== undefined) {
    const error = Math.abs((bpm?.value ?? 0) / 1000 / clip.bpm - 1)
    tempi.push({ isRight: error < 0.01, confidence: bpm?.confidence ?? 0 })
  }
  keys.push({ isRight: key?.value === clip.key, confidence: key?.confidence ?? 0 })
}
report('Tempo, to 1 % and in the right octave', tempi)
report('Key, exact; none for drums alone', keys)

function report(title: string, answers: readonly Answer[]): void {
  console.log(`\n${title}: ${answers.filter(({ isRight }) => isRight).length} of ${answers.length} right`)
  console.log('confidence    clips    right')
  for (const [from, to] of [
    [0, 0.001],
    [0.3, 0.5],
    [0.5, 0.7],
    [0.7, 0.8],
    [0.8, 0.9],
    [0.9, 1],
  ]) {
    const inside = answers.filter(({ confidence }) => confidence >= from && confidence < to)
    if (inside.length === 0) continue
    const share = inside.filter(({ isRight }) => isRight).length / inside.length
    const label = to < 0.01 ? 'no answer' : `${from} to ${to}`
    console.log(
      `${label.padEnd(12)} ${String(inside.length).padStart(6)} ${`${Math.round(100 * share)} %`.padStart(8)}`,
    )
  }
}
