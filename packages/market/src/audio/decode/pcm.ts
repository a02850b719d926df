/** How the samples of WAV and AIFF are written. `unsigned8` is WAV's 8-bit; everything else is two's complement. */
export interface PcmEncoding {
  readonly kind: 'integer' | 'unsigned8' | 'float'
  readonly bytes: number
  readonly littleEndian: boolean
}

type ReadSample = (view: DataView, at: number) => number

/** Separates interleaved samples into channels at full scale ±1. */
export function decodePcm(data: Uint8Array, channels: number, encoding: PcmEncoding): Float32Array[] {
  const frameBytes = channels * encoding.bytes
  const frames = Math.floor(data.length / frameBytes)
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const readSample = sampleReader(encoding)
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames)
    for (let i = 0, at = channel * encoding.bytes; i < frames; i++, at += frameBytes) samples[i] = readSample(view, at)
    return samples
  })
}

function sampleReader({ kind, bytes, littleEndian }: PcmEncoding): ReadSample {
  if (kind === 'unsigned8') return (view, at) => (view.getUint8(at) - 128) / 128
  if (kind === 'float')
    return bytes === 8
      ? (view, at) => view.getFloat64(at, littleEndian)
      : (view, at) => view.getFloat32(at, littleEndian)
  switch (bytes) {
    case 1:
      return (view, at) => view.getInt8(at) / 0x80
    case 2:
      return (view, at) => view.getInt16(at, littleEndian) / 0x8000
    case 3:
      return littleEndian
        ? (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x80_0000
        : (view, at) => ((view.getInt8(at) << 16) | view.getUint16(at + 1, false)) / 0x80_0000
    default:
      return (view, at) => view.getInt32(at, littleEndian) / 0x8000_0000
  }
}
