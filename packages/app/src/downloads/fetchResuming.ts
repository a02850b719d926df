import { ContentError, type ContentErrorCode } from '@echochain/sdk'

export interface ResumingOptions {
  /** The file from a byte on; throws `ContentError`. */
  download(offset: number): AsyncIterable<Uint8Array>
  /** Called with every piece, in order, each byte once. */
  onPiece(piece: Uint8Array): Promise<void>
  /** Whether nobody gives the file at the moment. */
  onWaiting(waiting: boolean): void
  /** Resolves after so many milliseconds, or rejects when the download is given up. */
  wait(ms: number): Promise<void>
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 8_000
/** What passes by itself. */
const PASSING: ReadonlySet<ContentErrorCode> = new Set(['GATEWAY_FAILED', 'INTERRUPTED', 'BUSY'])

/** Reads a file to its end, however often the gateway goes away meanwhile. Throws what does not pass by itself. */
export async function fetchResuming({ download, onPiece, onWaiting, wait }: ResumingOptions): Promise<void> {
  let offset = 0
  let waitMs = FIRST_WAIT_MS
  for (;;) {
    try {
      for await (const piece of download(offset)) {
        onWaiting(false)
        waitMs = FIRST_WAIT_MS
        await onPiece(piece)
        offset += piece.length
      }
      return
    } catch (error) {
      if (!(error instanceof ContentError && PASSING.has(error.code))) throw error
      onWaiting(true)
      await wait(waitMs)
      waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs)
    }
  }
}
