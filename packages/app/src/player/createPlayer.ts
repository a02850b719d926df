import { noteAudible } from './noteAudible.ts'
import type { Player, PlayerSnapshot } from './Player.ts'
import { ProgressFrames } from './ProgressFrames.ts'
import { BrowserSound } from './sound/BrowserSound.ts'
import type { SoundLibraryOptions } from './sound/SoundLibrary.ts'
import { SoundPlayer } from './SoundPlayer.ts'
import { readVolume } from './storedVolume.ts'

/** What can be done with the player: the same functions for as long as it lives. */
export type PlayerMethods = Omit<Player, keyof PlayerSnapshot>

/** The player of this browser. */
export function createPlayer(options: Pick<SoundLibraryOptions, 'gatewayUrl' | 'heardMs'>) {
  const sounds = new BrowserSound(options)
  const frames = new ProgressFrames((callback) => {
    const frame = requestAnimationFrame(callback)
    return () => cancelAnimationFrame(frame)
  })
  const now = () => performance.now()
  const player = new SoundPlayer({ sounds, frames, volume: readVolume(), now, onAudible: noteAudible })
  const methods: PlayerMethods = {
    play: (sample, queue) => player.play(sample, queue),
    offer: player.offer,
    toggle: player.toggle,
    next: player.next,
    previous: player.previous,
    seek: player.seek,
    stop: player.stop,
    setVolume: player.setVolume,
    setLooping: player.setLooping,
    prefetch: (sample) => sounds.prefetch(sample),
    onProgress: (listener) => frames.listen(listener),
  }
  return { methods, subscribe: player.subscribe, snapshot: player.snapshot }
}
