import { useEffect, useRef } from 'react'
import { type Playable, usePlayer } from '../../player/Player.ts'

const MARK = 'first-playable'

/**
 * Has the first sample of the page at hand before anybody asks for it, and marks when its button stood on the screen as
 * the performance entry `first-playable`.
 */
export function useFirstPlayable(first: Playable | undefined): void {
  const { prefetch } = usePlayer()
  const known = useRef(false)
  useEffect(() => {
    if (!first || known.current) return
    known.current = true
    prefetch(first)
    // In the task after the next frame, which has drawn it.
    if (performance.getEntriesByName(MARK).length === 0)
      requestAnimationFrame(() => setTimeout(() => performance.mark(MARK, { detail: { sample: first.id } })))
  }, [first, prefetch])
}
