import { Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { formatDuration } from '../elements/formatDuration.ts'
import { usePlayer } from './Player.ts'
import classes from './PlayerControls.module.css'

/** How much was played of how much. The position slider says it to screen readers. */
export function PlayedTime({ durationMs }: { readonly durationMs: number }) {
  const played = useRef<HTMLSpanElement>(null)
  const { onProgress } = usePlayer()
  useEffect(
    () =>
      onProgress((share) => {
        const words = formatDuration(share * durationMs)
        if (played.current && played.current.textContent !== words) played.current.textContent = words
      }),
    [onProgress, durationMs],
  )
  return (
    <Text size="sm" className={classes.time} aria-hidden style={{ fontVariantNumeric: 'tabular-nums' }}>
      <span ref={played} />
      <Text span inherit c="dimmed">
        {` / ${formatDuration(durationMs)}`}
      </Text>
    </Text>
  )
}
