import { concatBytes, utf8 } from '@echochain/codec'
import { Random } from './synth/Random.ts'
import { SAMPLE_RATE, type Sound } from './synth/Sound.ts'

const CHANNELS = 2
const BYTES_PER_SAMPLE = 2
const FULL_SCALE = 32_767

/** A WAV file of 16-bit stereo with its title. Rounding is hidden under a triangle of noise one step wide (TPDF). */
export function encodeWav({ left, right }: Sound, title: string): Uint8Array {
  const dither = new Random(left.length)
  const data = new DataView(new ArrayBuffer(left.length * CHANNELS * BYTES_PER_SAMPLE))
  const quantise = (sample: number): number =>
    Math.max(-FULL_SCALE - 1, Math.min(FULL_SCALE, Math.round(sample * FULL_SCALE + dither.next() - dither.next())))
  for (let i = 0; i < left.length; i++) {
    data.setInt16(i * 4, quantise(left[i]), true)
    data.setInt16(i * 4 + 2, quantise(right[i]), true)
  }
  const info = concatBytes(utf8('INFO'), chunk('INAM', utf8(`${title}\0`)))
  const body = concatBytes(
    utf8('WAVE'),
    chunk('fmt ', formatChunk()),
    chunk('LIST', info),
    chunk('data', new Uint8Array(data.buffer)),
  )
  return chunk('RIFF', body)
}

function formatChunk(): Uint8Array {
  const format = new DataView(new ArrayBuffer(16))
  format.setUint16(0, 1, true)
  format.setUint16(2, CHANNELS, true)
  format.setUint32(4, SAMPLE_RATE, true)
  format.setUint32(8, SAMPLE_RATE * CHANNELS * BYTES_PER_SAMPLE, true)
  format.setUint16(12, CHANNELS * BYTES_PER_SAMPLE, true)
  format.setUint16(14, 8 * BYTES_PER_SAMPLE, true)
  return new Uint8Array(format.buffer)
}

/** Name, length and content, filled up to an even length. */
function chunk(id: string, content: Uint8Array): Uint8Array {
  const header = new Uint8Array(8)
  header.set(utf8(id))
  new DataView(header.buffer).setUint32(4, content.length, true)
  return concatBytes(header, content, new Uint8Array(content.length % 2))
}
