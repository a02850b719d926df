import { type Codec, CodecError, u8, type VariantDescription } from '@echochain/codec'

/** How long an extrinsic may be included: for ever, or in `period` blocks from the latest number ≡ phase (mod period). */
export type Era =
  | { readonly type: 'Immortal' }
  | { readonly type: 'Mortal'; readonly period: number; readonly phase: number }

export const IMMORTAL: Era = { type: 'Immortal' }
const MIN_PERIOD = 4
const MAX_PERIOD = 65_536

/** The era of `period` blocks (a power of two, 4 to 65,536) that begins at block `current`. */
export function mortalEra(period: number, current: number): Era {
  if (period < MIN_PERIOD || period > MAX_PERIOD || (period & (period - 1)) !== 0)
    throw new CodecError('OUT_OF_RANGE', `An era lasts a power of two of 4 to 65,536 blocks, not ${period}`)
  const factor = quantizeFactor(period)
  return { type: 'Mortal', period, phase: Math.floor((current % period) / factor) * factor }
}

/** The block from which the era counts, as seen from block `current`: its hash is signed. */
export const eraBirth = (era: Era, current: number): number =>
  era.type === 'Immortal'
    ? 0
    : Math.floor((Math.max(current, era.phase) - era.phase) / era.period) * era.period + era.phase

/** The first block that may no longer include the extrinsic. */
export const eraDeath = (era: Era, current: number): number =>
  era.type === 'Immortal' ? Infinity : eraBirth(era, current) + era.period

const quantizeFactor = (period: number): number => Math.max(period >> 12, 1)

const type: VariantDescription = {
  kind: 'variant',
  path: ['sp_runtime', 'generic', 'era', 'Era'],
  variants: Array.from({ length: 256 }, (_, index) =>
    index === 0
      ? { name: 'Immortal', index, fields: [] }
      : { name: `Mortal${index}`, index, fields: [{ type: u8.type }] },
  ),
}

/** One byte 0 when immortal, else two: log2(period) − 1 in the low four bits, the quantised phase above. */
export const EraCodec: Codec<Era> = {
  type,
  write: (out, era) => {
    if (era.type === 'Immortal') return out.u8(0)
    out.u16(Math.log2(era.period) - 1 + (Math.floor(era.phase / quantizeFactor(era.period)) << 4))
  },
  read: (input) => {
    const first = input.u8()
    if (first === 0) return IMMORTAL
    const encoded = first | (input.u8() << 8)
    const period = 2 << (encoded & 15)
    const phase = (encoded >> 4) * quantizeFactor(period)
    if (period < MIN_PERIOD || phase >= period)
      throw new CodecError(
        'OUT_OF_RANGE',
        `Bytes 0x${encoded.toString(16)} are no era: phase ${phase} of ${period} blocks`,
      )
    return { type: 'Mortal', period, phase }
  },
}
