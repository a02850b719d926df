/**
 * Peaks for fewer pixels: pairs of minimum and maximum as signed bytes, merged so that no peak is lost. `pairs` is at
 * most the number there is.
 */
export function scalePeaks(peaks: Uint8Array, pairs: number): Int8Array {
  const signed = new Int8Array(peaks.buffer, peaks.byteOffset, peaks.length)
  const given = signed.length / 2
  const scaled = new Int8Array(2 * pairs)
  for (let pair = 0; pair < pairs; pair++) {
    const [from, to] = [Math.floor((pair * given) / pairs), Math.floor(((pair + 1) * given) / pairs)]
    let [low, high] = [127, -127]
    for (let at = from; at < to; at++) {
      low = Math.min(low, signed[2 * at])
      high = Math.max(high, signed[2 * at + 1])
    }
    scaled.set([low, high], 2 * pair)
  }
  return scaled
}

/** Pairs as text in JSON: base 64 of the signed bytes. */
export const peaksText = (peaks: Int8Array): string =>
  Buffer.from(peaks.buffer, peaks.byteOffset, peaks.length).toString('base64')
