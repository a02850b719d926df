/** The layout of stores in tests: several levels with little data. */
export const SMALL_LAYOUT = { chunkSize: 2048, maxLinks: 3 }

/** A source that gives `bytes` in pieces. */
export async function* inPieces(bytes: Uint8Array, piece: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
}

export async function readAll(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces = []
  for await (const piece of source) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}
