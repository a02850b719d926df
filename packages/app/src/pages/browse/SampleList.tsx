import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { SampleListHead } from '../../elements/SampleListHead.tsx'
import { SampleRow } from '../../elements/SampleRow.tsx'
import { usePlayer } from '../../player/Player.ts'
import { browse as browseWords } from '../../text/browse.ts'
import classes from './SampleList.module.css'
import { useFollowCurrent } from './useFollowCurrent.ts'
import { useFreshCards } from './useFreshCards.ts'
import type { SampleList as Found } from './useSampleList.ts'
import { useVisibleRows } from './useVisibleRows.ts'

/** As the style of the rows has it. */
const ROW = { wide: 56, narrow: 92, narrowUpTo: 640 }
/** More is asked for when so few rows are left below. */
const ROWS_LEFT = 25

interface SampleListProps {
  readonly list: Found
  /** Of all that were found, as far as it is known. */
  readonly total: number | undefined
  /** What is shown is of the search before. */
  readonly stale: boolean
  readonly onNearEnd: () => void
}

/** The rows in sight, in a space as long as the list. */
export function SampleList({ list, total, stale, onNearEnd }: SampleListProps) {
  const { samples } = list
  const { ref: measured, width } = useElementSize()
  const rows = useRef<HTMLUListElement>(null)
  const { offer } = usePlayer()
  const rowHeight = width > 0 && width <= ROW.narrowUpTo ? ROW.narrow : ROW.wide
  const range = useVisibleRows(rows, samples.length, rowHeight)
  const shown = useFreshCards(list, range)
  const { from, to } = range

  useEffect(() => offer(samples), [offer, samples])
  useEffect(() => {
    if (to > samples.length - ROWS_LEFT) onNearEnd()
  }, [to, samples.length, onNearEnd])
  useFollowCurrent(rows, samples, rowHeight)

  return (
    <div ref={measured} className={classes.list} data-stale={stale || undefined}>
      <SampleListHead />
      <ul
        ref={rows}
        className={classes.rows}
        style={{ height: samples.length * rowHeight }}
        aria-label={browseWords.listLabel}
        aria-busy={stale}
      >
        {shown.map((sample, at) => (
          <li
            key={sample.id}
            style={{ top: (from + at) * rowHeight }}
            aria-setsize={total ?? -1}
            aria-posinset={from + at + 1}
          >
            <SampleRow sample={sample} queue={samples} />
          </li>
        ))}
      </ul>
    </div>
  )
}
