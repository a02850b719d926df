import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useNetwork } from '../../network/Network.ts'
import { usePlayer } from '../../player/Player.ts'
import type { Draft } from './drafts/Draft.ts'
import type { PublishDesk } from './drafts/PublishDesk.ts'

/** Hearing drafts: files that are not published are not the player's. One at a time. */
export interface Preview {
  readonly playing: string | undefined
  /** Set when the browser cannot play it. */
  readonly failed: string | undefined
  toggle(draft: Draft): void
  /** Plays from a share of the length, 0 to 1. */
  seek(draft: Draft, share: number): void
  /** Calls back with the share of a draft that was played, with every frame; returns how to stop that. */
  onProgress(id: string, listener: (share: number) => void): () => void
}

export function usePreview(desk: PublishDesk | undefined): Preview {
  const { info } = useNetwork()
  const { state, toggle: togglePlayer } = usePlayer()
  const [playing, setPlaying] = useState<string>()
  const [failed, setFailed] = useState<string>()
  const [sound] = useState(() => new DraftSound(() => setPlaying(undefined)))
  useEffect(() => () => sound.close(), [sound])
  const pausePlayer = useEffectEvent(() => {
    if (state === 'playing') togglePlayer()
  })
  useEffect(() => {
    if (playing) pausePlayer()
  }, [playing])

  return useMemo(() => {
    const start = async (draft: Draft, share?: number): Promise<void> => {
      setPlaying(draft.id)
      setFailed(undefined)
      try {
        await sound.play(draft.id, () => sourceOf(draft), share)
      } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') return // paused, or another was pressed
        setFailed(draft.id)
        setPlaying((now) => (now === draft.id ? undefined : now))
      }
    }
    const sourceOf = async ({ id, content, isUploaded }: Draft): Promise<Blob | string> => {
      const file = await desk?.file(id)
      if (file) return file
      if (isUploaded && content) return `${info.gatewayUrl}/ipfs/${content.cid}`
      throw new Error('The file is not at hand')
    }
    return {
      playing,
      failed,
      toggle: (draft) => {
        if (playing !== draft.id) return void start(draft)
        sound.pause()
        setPlaying(undefined)
      },
      seek: (draft, share) => void start(draft, share),
      onProgress: (id, listener) => sound.onProgress(id, listener),
    }
  }, [desk, info, playing, failed, sound])
}

/** An audio element with the sound it has, whose object address is given back. */
class DraftSound {
  readonly #audio = new Audio()
  #id: string | undefined
  /** What was pressed last: looking for its file takes a moment. */
  #wanted: string | undefined
  #url: string | undefined

  constructor(onEnd: () => void) {
    this.#audio.addEventListener('ended', onEnd)
  }

  async play(id: string, source: () => Promise<Blob | string>, share?: number): Promise<void> {
    this.#wanted = id
    if (this.#id !== id) {
      const found = await source()
      if (this.#wanted !== id) throw new DOMException('Another one was pressed', 'AbortError')
      this.#load(id, found)
    }
    if (share !== undefined) {
      if (this.#audio.readyState === HTMLMediaElement.HAVE_NOTHING)
        await new Promise((resolve, reject) => {
          this.#audio.addEventListener('loadedmetadata', resolve, { once: true })
          this.#audio.addEventListener('error', reject, { once: true })
        })
      this.#audio.currentTime = share * this.#audio.duration
    }
    await this.#audio.play()
  }

  pause(): void {
    this.#wanted = undefined
    this.#audio.pause()
  }

  close(): void {
    this.#audio.pause()
    this.#audio.removeAttribute('src')
    if (this.#url) URL.revokeObjectURL(this.#url)
    this.#id = undefined
  }

  onProgress(id: string, listener: (share: number) => void): () => void {
    let frame = 0
    const tell = (): void => {
      const { currentTime, duration } = this.#audio
      listener(this.#id === id && duration > 0 ? currentTime / duration : 0)
      frame = requestAnimationFrame(tell)
    }
    tell()
    return () => cancelAnimationFrame(frame)
  }

  #load(id: string, source: Blob | string): void {
    this.close()
    this.#id = id
    this.#url = typeof source === 'string' ? undefined : URL.createObjectURL(source)
    this.#audio.src = this.#url ?? (source as string)
  }
}
