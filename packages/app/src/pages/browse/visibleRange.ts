export interface RowRange {
  /** The first row that is drawn, and the one after the last. */
  readonly from: number
  readonly to: number
}

/** Which rows of equal height a window shows, with some around them that are drawn before they come into sight. */
export function visibleRange(options: {
  readonly rows: number
  readonly rowHeight: number
  /** Where the list begins, seen from the top of the window; negative when it was scrolled over. */
  readonly top: number
  readonly windowHeight: number
  readonly around: number
}): RowRange {
  const { rows, rowHeight, top, windowHeight, around } = options
  const first = Math.floor(-top / rowHeight) - around
  const end = Math.ceil((windowHeight - top) / rowHeight) + around
  const from = Math.min(Math.max(0, first), Math.max(0, rows - 1))
  return { from, to: Math.max(from, Math.min(rows, end)) }
}
