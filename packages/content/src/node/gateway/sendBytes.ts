import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/**
 * Sends pieces as fast as the client takes them and ends the response. A client that does not take a piece within
 * `stallTimeoutMs` is cut off. Returns when the response has ended, either way; throws only what `pieces` throws.
 */
export async function sendBytes(
  response: ServerResponse,
  pieces: AsyncIterable<Uint8Array>,
  stallTimeoutMs: number,
): Promise<void> {
  const gone = new AbortController()
  const onClose = (): void => gone.abort()
  response.once('close', onClose)
  try {
    for await (const piece of pieces) {
      if (gone.signal.aborted) return
      if (response.write(piece)) continue
      const timer = setTimeout(() => response.destroy(), stallTimeoutMs)
      await once(response, 'drain', { signal: gone.signal }).catch(() => {})
      clearTimeout(timer)
    }
    if (!gone.signal.aborted) response.end()
  } finally {
    response.off('close', onClose)
  }
}
