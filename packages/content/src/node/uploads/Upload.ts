import { open } from 'node:fs/promises'
import { ContentError } from '../../ContentError.ts'
import { onDisk } from '../store/storeError.ts'
import type { UploadRecord } from './UploadRecord.ts'

/** One upload in memory: its record, how far it has come, and who is writing to it. */
export class Upload {
  record: UploadRecord
  offset: number
  #partPath: string
  #writer?: { readonly abort: AbortController; readonly done: Promise<unknown> }

  constructor(record: UploadRecord, offset: number, partPath: string) {
    this.record = record
    this.offset = offset
    this.#partPath = partPath
  }

  get isOpen(): boolean {
    return this.record.outcome === undefined
  }

  /**
   * Runs `work` alone. Whoever works now is told to stop and waited for: a client whose connection broke comes back
   * before the server has noticed.
   */
  async exclusively<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    while (this.#writer) {
      this.#writer.abort.abort()
      await this.#writer.done.catch(() => {})
    }
    const abort = new AbortController()
    const done = work(abort.signal)
    this.#writer = { abort, done }
    try {
      return await done
    } finally {
      this.#writer = undefined
    }
  }

  /** Appends what comes, durably, until the source ends, fails, gives too much or is interrupted. */
  async append(source: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    const file = await onDisk(this.#partPath, () => open(this.#partPath, 'a', 0o600))
    try {
      for await (const piece of untilAborted(source, signal)) {
        if (this.offset + piece.length > this.record.size)
          throw new ContentError('TOO_LARGE', `The upload was announced with ${this.record.size} bytes, more came`)
        await onDisk(this.#partPath, () => file.writeFile(piece))
        this.offset += piece.length
      }
    } finally {
      // A write that failed may have left part of a piece behind.
      const settled = onDisk(this.#partPath, () => file.truncate(this.offset).then(() => file.sync()))
      await settled.finally(() => file.close())
    }
    if (signal.aborted) throw new ContentError('INTERRUPTED', 'The upload is continued by another request')
  }
}

/** The pieces of a source up to the abort, which is not held up by a source that gives nothing. */
async function* untilAborted(source: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>()
  const onAbort = (): void => resolve(undefined)
  signal.addEventListener('abort', onAbort)
  const iterator = source[Symbol.asyncIterator]()
  try {
    while (!signal.aborted) {
      const next = await Promise.race([iterator.next(), aborted])
      if (!next || next.done) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    void iterator.return?.().catch(() => {})
  }
}
