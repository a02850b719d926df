import { type RefObject, useLayoutEffect, useState } from 'react'
import { type RowRange, visibleRange } from './visibleRange.ts'

const AROUND = 8
const FIRST_GUESS = 24

/** Which rows of a list are drawn while the window scrolls: a list of ten thousand costs no more than one of thirty. */
export function useVisibleRows(list: RefObject<HTMLElement | null>, rows: number, rowHeight: number): RowRange {
  const [range, setRange] = useState<RowRange>({ from: 0, to: FIRST_GUESS })
  useLayoutEffect(() => {
    const update = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      const next = visibleRange({ rows, rowHeight, top, windowHeight: innerHeight, around: AROUND })
      setRange((old) => (old.from === next.from && old.to === next.to ? old : next))
    }
    update()
    addEventListener('scroll', update, { passive: true })
    addEventListener('resize', update)
    return () => {
      removeEventListener('scroll', update)
      removeEventListener('resize', update)
    }
  }, [list, rows, rowHeight])
  return { from: Math.min(range.from, rows), to: Math.min(range.to, rows) }
}
