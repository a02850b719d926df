const BAR = 2
const GAP = 1
/** Quiet sounds are drawn larger, but noise below this is not blown up to a signal. */
const SMALLEST_PEAK = 12

export interface WaveformColors {
  readonly rest: string
  readonly played: string
}

/** The largest excursions, up and down, below each of so many bars; 0 to 1 of the loudest. */
export function barsOf(peaks: Int8Array, count: number): readonly (readonly [up: number, down: number])[] {
  const pairs = peaks.length / 2
  const loudest = peaks.reduce((most, value) => Math.max(most, Math.abs(value)), SMALLEST_PEAK)
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * pairs) / count)
    const to = Math.min(pairs, Math.max(from + 1, Math.floor(((bar + 1) * pairs) / count)))
    let [up, down] = [0, 0]
    for (let pair = from; pair < to; pair++) {
      down = Math.max(down, -peaks[2 * pair])
      up = Math.max(up, peaks[2 * pair + 1])
    }
    return [up / loudest, down / loudest] as const
  })
}

export const barCount = (width: number): number => Math.max(1, Math.floor((width + GAP) / (BAR + GAP)))

/** Draws bars on a canvas of `width` × `height` CSS pixels; the share that was played in the colour of what plays. */
export function drawWaveform(
  context: CanvasRenderingContext2D,
  bars: ReturnType<typeof barsOf>,
  { width, height }: { readonly width: number; readonly height: number },
  share: number,
  colors: WaveformColors,
): void {
  context.clearRect(0, 0, width, height)
  const middle = height / 2
  const reach = middle - 1
  const playedTo = share * width
  bars.forEach(([up, down], bar) => {
    const x = bar * (BAR + GAP)
    const [top, bottom] = [Math.max(0.5, up * reach), Math.max(0.5, down * reach)]
    context.fillStyle = x < playedTo ? colors.played : colors.rest
    context.fillRect(x, middle - top, BAR, top + bottom)
  })
}
