import { saveFile } from '../elements/saveFile.ts'

/** Where a file goes that is being downloaded. Nothing is left of one that was not finished. */
export interface SaveTarget {
  write(piece: Uint8Array): Promise<void>
  /** The person has the file. */
  finish(): Promise<void>
  discard(): Promise<void>
}

/** Larger files are written to disk as they come, where the browser can; smaller ones are saved without a question. */
const ASKED_FROM_BYTES = 64 * 1024 * 1024
/** What is handed over to the browser, which may keep it on disk, rather than held in memory. */
const FOLD_BYTES = 16 * 1024 * 1024

type AskForFile = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>

/** Opens a target. Rejects with an `AbortError` when the person chose no file. */
export async function openSaveTarget(name: string, size: number): Promise<SaveTarget> {
  const ask = (globalThis as { showSaveFilePicker?: AskForFile }).showSaveFilePicker
  if (size < ASKED_FROM_BYTES || !ask) return memoryTarget(name)
  try {
    const file = await ask.call(globalThis, { suggestedName: name })
    return await diskTarget(file)
  } catch (error) {
    // Too long after the click to ask: then as browsers do that cannot ask.
    if ((error as Error).name === 'SecurityError') return memoryTarget(name)
    throw error
  }
}

async function diskTarget(file: FileSystemFileHandle): Promise<SaveTarget> {
  const stream = await file.createWritable()
  return {
    write: (piece) => stream.write(piece as Uint8Array<ArrayBuffer>),
    finish: () => stream.close(),
    discard: () => stream.abort(),
  }
}

function memoryTarget(name: string): SaveTarget {
  let parts: BlobPart[] = []
  let loose = 0
  return {
    async write(piece) {
      parts.push(piece as Uint8Array<ArrayBuffer>)
      loose += piece.length
      if (loose < FOLD_BYTES) return
      parts = [new Blob(parts)]
      loose = 0
    },
    async finish() {
      saveFile(name, new Blob(parts))
    },
    async discard() {
      parts = []
    },
  }
}
