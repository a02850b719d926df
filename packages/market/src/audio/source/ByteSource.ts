import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import type { AudioInput } from '../AudioAnalyser.ts'
import { AudioError } from '../AudioError.ts'
import type { AudioLimits } from '../AudioLimits.ts'

/** Bytes that can be read anywhere, a piece at a time. Dispose of it when done. */
export interface ByteSource extends Disposable {
  readonly size: number
  /** Up to `length` bytes from `offset`: fewer at the end, none past it. The caller must not keep or change them. */
  read(offset: number, length: number): Uint8Array
}

/** Throws {@link AudioError}: EMPTY, TOO_LARGE or UNREADABLE. */
export function openSource(input: AudioInput, limits: Pick<AudioLimits, 'maxFileBytes'>): ByteSource {
  const source = 'bytes' in input ? bytesSource(input.bytes) : fileSource(input.path)
  try {
    validateSize(source.size, limits)
    return source
  } catch (error) {
    source[Symbol.dispose]()
    throw error
  }
}

/** Throws EMPTY or TOO_LARGE. */
export function validateSize(size: number, { maxFileBytes }: Pick<AudioLimits, 'maxFileBytes'>): void {
  if (size === 0) throw new AudioError('EMPTY', 'The file is empty')
  if (size > maxFileBytes)
    throw new AudioError('TOO_LARGE', `The file has ${size} bytes; at most ${maxFileBytes} are accepted`)
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    [Symbol.dispose]() {},
  }
}

function fileSource(path: string): ByteSource {
  const file = openFile(path)
  return {
    size: fstatSync(file).size,
    read: (offset, length) => readAt(file, offset, length),
    [Symbol.dispose]: () => closeSync(file),
  }
}

/** Only regular files: opening a pipe would block the thread where nothing can end it. */
function openFile(path: string): number {
  try {
    if (statSync(path).isFile()) return openSync(path, 'r')
  } catch (error) {
    throw unreadable(error)
  }
  throw new AudioError('UNREADABLE', 'The path is not that of a file')
}

function readAt(file: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let filled = 0
  try {
    while (filled < length) {
      const got = readSync(file, bytes, filled, length - filled, offset + filled)
      if (got === 0) break
      filled += got
    }
  } catch (error) {
    throw unreadable(error)
  }
  return bytes.subarray(0, filled)
}

const unreadable = (error: unknown): AudioError =>
  new AudioError('UNREADABLE', `The file cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`)
