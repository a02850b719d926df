// What music programs write about loops: "acid" in WAV (Sonic Foundry ACID) and "basc" in AIFF (Apple Loops).
// Neither was ever published by its maker; the fields are those on which free readers agree.
import type { SuggestedKind } from '../AudioAnalysis.ts'
import { readChunks } from '../decode/chunks.ts'
import type { ByteSource } from '../source/ByteSource.ts'

export interface LoopChunk {
  readonly kind: SuggestedKind
  /** Thousandths of a beat per minute, where the chunk gives the tempo itself. */
  readonly bpm?: number
  /** Beats in the file, from which the tempo follows. */
  readonly beats?: number
}

export function readLoopChunk(source: ByteSource, format: 'wav' | 'aiff'): LoopChunk | undefined {
  const id = format === 'wav' ? 'acid' : 'basc'
  const chunk = readChunks(source, format === 'wav').find((candidate) => candidate.id === id)
  const content = chunk && source.read(chunk.offset, 24)
  if (!content || chunk.size < 24 || content.length < 24) return undefined
  const view = new DataView(content.buffer, content.byteOffset, 24)
  return format === 'wav' ? readAcid(view) : readBasc(view)
}

/** Flags u32 (1: one-shot), root note u16, two unknown fields, beats u32, meter 2 × u16, tempo f32; little endian. */
function readAcid(view: DataView): LoopChunk {
  if (view.getUint32(0, true) & 1) return { kind: 'OneShot' }
  const tempo = view.getFloat32(20, true)
  const bpm = tempo >= 20 && tempo <= 400 ? Math.round(tempo * 1000) : undefined
  return { kind: 'Loop', bpm, beats: view.getUint32(12, true) || undefined }
}

/** Version u32, beats u32, root note u16, scale u16, meter 2 × u16, type u16 (1: one-shot, 2: loop); big endian. */
function readBasc(view: DataView): LoopChunk | undefined {
  const type = view.getUint16(16)
  if (type === 1) return { kind: 'OneShot' }
  return type === 2 ? { kind: 'Loop', beats: view.getUint32(4) || undefined } : undefined
}
