import { type RefObject, useEffect, useRef } from 'react'
import { type Playable, usePlayer } from '../../player/Player.ts'

/** Below the head of the page, above the player. */
const MARGIN = { top: 72, bottom: 80 }

/**
 * Moves through the list with what is heard: the row comes into sight, and takes the focus over if the row before had
 * it, so that space and enter go on to mean this sample.
 */
export function useFollowCurrent(
  rows: RefObject<HTMLElement | null>,
  samples: readonly Playable[],
  rowHeight: number,
): void {
  const { current } = usePlayer()
  const followed = useRef(current?.id)
  useEffect(() => {
    const list = rows.current
    if (!list || !current || followed.current === current.id) return
    followed.current = current.id
    const at = samples.findIndex(({ id }) => id === current.id)
    if (at < 0) return
    const hadFocus = list.contains(document.activeElement)
    const top = list.getBoundingClientRect().top + at * rowHeight
    const [above, below] = [top - MARGIN.top, top + rowHeight - (innerHeight - MARGIN.bottom)]
    if (above < 0 || below > 0) scrollBy({ top: above < 0 ? above : below })
    if (!hadFocus) return
    // After the row was drawn, if it was out of sight.
    requestAnimationFrame(() =>
      list.querySelector<HTMLElement>(`[aria-posinset="${at + 1}"] button`)?.focus({ preventScroll: true }),
    )
  }, [current, samples, rows, rowHeight])
}
