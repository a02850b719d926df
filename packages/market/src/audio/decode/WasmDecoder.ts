import { AudioError } from '../AudioError.ts'

/** The common face of the compiled decoders (FLAC, MP3, Vorbis, Opus); `errors` is missing from their own types. */
export interface WasmDecoder {
  decode(data: Uint8Array): Decoded
  /** What is left at the end of the file. MP3 has no such call. */
  flush?(): Decoded
  free(): void
}

interface Decoded {
  readonly channelData: readonly Float32Array[]
  readonly sampleRate: number
  readonly samplesDecoded?: number
  readonly errors?: readonly { readonly message: string }[]
}

/** Feeds `pieces` of a file and yields the channels that come out. Throws DAMAGED at whatever the decoder objects to. */
export function* decodePieces(
  decoder: WasmDecoder,
  pieces: Iterable<Uint8Array>,
  { sampleRate, channels }: { sampleRate: number; channels: number },
): Generator<Float32Array[]> {
  const checked = (decoded: Decoded): Float32Array[] | undefined => {
    const problem = decoded.errors?.[0]
    if (problem) throw new AudioError('DAMAGED', `The sound is damaged: ${problem.message}`)
    const length = decoded.samplesDecoded ?? decoded.channelData[0]?.length ?? 0
    if (length === 0) return undefined
    if (decoded.channelData.length < channels || decoded.sampleRate !== sampleRate)
      throw new AudioError('DAMAGED', 'The sound changes its rate or number of channels in the middle')
    return decoded.channelData.slice(0, channels).map((samples) => samples.subarray(0, length))
  }
  for (const piece of pieces) {
    const block = checked(decoder.decode(piece))
    if (block) yield block
  }
  const rest = decoder.flush && checked(decoder.flush())
  if (rest) yield rest
}
