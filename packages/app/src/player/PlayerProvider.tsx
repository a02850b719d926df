import { type ReactNode, useMemo } from 'react'
import { type Player, PlayerContext } from './Player.ts'

export function PlayerProvider({ children }: { readonly children: ReactNode }) {
  const player = useMemo<Player>(
    () => ({
      current: undefined,
      state: 'idle',
      play() {},
      toggle() {},
      next() {},
      previous() {},
      seek() {},
      stop() {},
      prefetch() {},
      onProgress: () => () => {},
    }),
    [],
  )
  return <PlayerContext value={player}>{children}</PlayerContext>
}
