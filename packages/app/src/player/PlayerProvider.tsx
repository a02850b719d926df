import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useNetwork } from '../network/Network.ts'
import { noteAudible } from './noteAudible.ts'
import { peaksQuery } from './peaksQuery.ts'
import { type Player, PlayerContext } from './Player.ts'
import { ProgressFrames } from './ProgressFrames.ts'
import { SoundPlayer } from './SoundPlayer.ts'
import { BrowserSound } from './sound/BrowserSound.ts'
import { readVolume, writeVolume } from './storedVolume.ts'

export function PlayerProvider({ children }: { readonly children: ReactNode }) {
  const { info, market } = useNetwork()
  const queries = useQueryClient()
  const [{ player, sound, frames }] = useState(() => {
    const sound = new BrowserSound({
      gatewayUrl: info.gatewayUrl,
      heardMs: ({ id }) =>
        queries.fetchQuery(peaksQuery(market, id)).then(
          (waveform) => waveform?.durationMs,
          () => undefined,
        ),
    })
    const frames = new ProgressFrames((callback) => {
      const frame = requestAnimationFrame(callback)
      return () => cancelAnimationFrame(frame)
    })
    const now = () => performance.now()
    return {
      sound,
      frames,
      player: new SoundPlayer({ sounds: sound, frames, volume: readVolume(), now, onAudible: noteAudible }),
    }
  })
  const snapshot = useSyncExternalStore(player.subscribe, player.snapshot)
  useEffect(() => writeVolume(snapshot.volume), [snapshot.volume])
  const value = useMemo<Player>(
    () => ({
      ...snapshot,
      play: (sample, queue) => player.play(sample, queue),
      offer: player.offer,
      toggle: player.toggle,
      next: player.next,
      previous: player.previous,
      seek: player.seek,
      stop: player.stop,
      setVolume: player.setVolume,
      setLooping: player.setLooping,
      prefetch: (sample) => sound.prefetch(sample),
      onProgress: (listener) => frames.listen(listener),
    }),
    [snapshot, player, sound, frames],
  )
  return <PlayerContext value={value}>{children}</PlayerContext>
}
