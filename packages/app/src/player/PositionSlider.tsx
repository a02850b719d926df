import { type ReactNode, useEffect, useRef } from 'react'
import { formatDuration } from '../elements/formatDuration.ts'
import { player as playerWords } from '../text/player.ts'
import { usePlayer } from './Player.ts'
import classes from './PositionSlider.module.css'

/** Steps of the slider. */
const STEPS = 1_000

interface PositionSliderProps {
  readonly durationMs: number
  /** Whether it follows the player. */
  readonly current: boolean
  readonly onSeek: (share: number) => void
  /** Leaves the pointer to what lies below. */
  readonly keysOnly?: boolean
  /** What it lies over, invisibly. */
  readonly children: ReactNode
}

/** Lets a picture of a sound be dragged, touched and moved through by keyboard, and tells where it stands. */
export function PositionSlider({ durationMs, current, onSeek, keysOnly, children }: PositionSliderProps) {
  const input = useRef<HTMLInputElement>(null)
  const { onProgress } = usePlayer()
  useEffect(() => {
    const show = (share: number) => {
      if (!input.current) return
      input.current.value = String(Math.round(share * STEPS))
      const words = playerWords.positionValue(formatDuration(share * durationMs), formatDuration(durationMs))
      if (input.current.ariaValueText !== words) input.current.ariaValueText = words
    }
    if (current) return onProgress(show)
    show(0)
    return undefined
  }, [current, onProgress, durationMs])
  return (
    <div className={classes.frame}>
      {children}
      <input
        ref={input}
        className={classes.input}
        data-keys-only={keysOnly || undefined}
        type="range"
        min={0}
        max={STEPS}
        step={STEPS / 50}
        defaultValue={0}
        aria-label={playerWords.position}
        onInput={({ currentTarget }) => onSeek(Number(currentTarget.value) / STEPS)}
      />
    </div>
  )
}
