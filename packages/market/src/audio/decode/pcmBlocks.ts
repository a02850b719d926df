import type { ByteSource } from '../source/ByteSource.ts'
import { decodePcm, type PcmEncoding } from './pcm.ts'

const FRAMES_PER_BLOCK = 16_384

/** Decodes `size` bytes of interleaved samples from `offset`. */
export function* pcmBlocks(
  source: ByteSource,
  { offset, size }: { offset: number; size: number },
  channels: number,
  encoding: PcmEncoding,
): Generator<Float32Array[]> {
  const frameBytes = channels * encoding.bytes
  const end = offset + size - (size % frameBytes)
  for (let at = offset; at < end; at += FRAMES_PER_BLOCK * frameBytes) {
    yield decodePcm(source.read(at, Math.min(FRAMES_PER_BLOCK * frameBytes, end - at)), channels, encoding)
  }
}
