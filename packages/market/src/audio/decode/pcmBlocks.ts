import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'
import { decodePcm, type PcmEncoding } from './pcm.ts'

const FRAMES_PER_BLOCK = 16_384

/** Decodes `size` bytes of interleaved samples from `offset`. Throws DAMAGED at a float that is not a number. */
export function* pcmBlocks(
  source: ByteSource,
  { offset, size }: { offset: number; size: number },
  channels: number,
  encoding: PcmEncoding,
): Generator<Float32Array[]> {
  const frameBytes = channels * encoding.bytes
  const end = offset + size - (size % frameBytes)
  for (let at = offset; at < end; at += FRAMES_PER_BLOCK * frameBytes) {
    const block = decodePcm(source.read(at, Math.min(FRAMES_PER_BLOCK * frameBytes, end - at)), channels, encoding)
    if (encoding.kind === 'float') validateFinite(block)
    yield block
  }
}

/** Far above any level a mix reaches between plug-ins (+120 dB), far below where squares overflow. */
const MAX_LEVEL = 1e6

function validateFinite(block: Float32Array[]): void {
  for (const samples of block)
    for (const sample of samples)
      if (!(Math.abs(sample) <= MAX_LEVEL))
        throw new AudioError('DAMAGED', `A sample has the impossible value ${sample}`)
}
