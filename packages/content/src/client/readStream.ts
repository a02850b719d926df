/** The pieces of a stream. Safari cannot iterate over streams, and Firefox and Chrome only since 2023 and 2024. */
export async function* readStream(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array, void> {
  if (!stream) return
  const reader = stream.getReader()
  let ended = false
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value
    ended = true
  } finally {
    if (!ended) await reader.cancel().catch(() => {})
  }
}
