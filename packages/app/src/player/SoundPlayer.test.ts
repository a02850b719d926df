import { describe, expect, it, vi } from 'vitest'
import type { Playable } from './Player.ts'
import { ProgressFrames } from './ProgressFrames.ts'
import { type HeardSound, SoundPlayer } from './SoundPlayer.ts'
import { SoundProblem, type StreamedSound } from './sound/SoundLibrary.ts'
import type { Voice, VoiceEvents } from './sound/Voice.ts'

const sample = (id: number): Playable => ({ id, title: `Sample ${id}`, contentCid: `cid${id}`, durationMs: 1_000 })
const queue = [1, 2, 3, 4, 5].map(sample)

/** Stands for a decoded sound. */
const bufferOf = (cid: string) => ({ cid }) as unknown as AudioBuffer

class FakeVoice implements Voice {
  share = 0
  playing = false
  stopped = false
  looping: boolean
  readonly events: VoiceEvents
  readonly sound: unknown

  constructor(sound: unknown, looping: boolean, events: VoiceEvents) {
    this.sound = sound
    this.looping = looping
    this.events = events
  }
  play() {
    this.playing = true
  }
  pause() {
    this.playing = false
  }
  seek(share: number) {
    this.share = share
  }
  setLooping(looping: boolean) {
    this.looping = looping
  }
  stop() {
    this.stopped = true
    this.playing = false
  }
  audibleAt = () => Promise.resolve(130)
}

/** A player whose sounds come when the test says so. */
function setUp() {
  const voices: FakeVoice[] = []
  const held = new Set<string>()
  const heard: HeardSound[] = []
  const coming = new Map<string, PromiseWithResolvers<AudioBuffer | StreamedSound>>()
  const sounds = {
    ready: ({ contentCid }: Playable) => (held.has(contentCid) ? bufferOf(contentCid) : undefined),
    load: vi.fn(({ contentCid }: Playable) => {
      const load = coming.get(contentCid) ?? Promise.withResolvers<AudioBuffer | StreamedSound>()
      coming.set(contentCid, load)
      return load.promise
    }),
    voice: (sound: unknown, looping: boolean, events: VoiceEvents) => {
      const voice = new FakeVoice(sound, looping, events)
      voices.push(voice)
      return voice
    },
    unlock: vi.fn(),
    setVolume: vi.fn(),
  }
  const player = new SoundPlayer({
    sounds,
    frames: new ProgressFrames(() => () => {}),
    volume: 0.8,
    now: () => 100,
    onAudible: (sound) => heard.push(sound),
  })
  const arrive = async (id: number, sound: AudioBuffer | StreamedSound = bufferOf(`cid${id}`)) => {
    coming.get(`cid${id}`)!.resolve(sound)
    await vi.waitFor(() => expect(sounds.load).toHaveBeenCalled())
  }
  const fail = (id: number, error: Error) => coming.get(`cid${id}`)!.reject(error)
  return { player, sounds, voices, held, heard, arrive, fail, state: () => player.snapshot() }
}

describe('SoundPlayer', () => {
  it('begins at once with what is at hand, and measures from the press to the sound', async () => {
    const { player, voices, held, heard, state } = setUp()
    held.add('cid1').add('cid2')
    player.play(queue[0], queue)
    expect(state()).toMatchObject({ state: 'playing', current: queue[0] })
    player.next(90)
    expect(voices.map(({ stopped }) => stopped)).toEqual([true, false])
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    expect(heard).toEqual([{ sample: queue[1], askedAt: 90, heardAt: 130, prefetched: true }])
  })

  it('fetches the neighbours on either side of what plays', async () => {
    const { player, sounds, held, arrive } = setUp()
    held.add('cid3')
    player.play(queue[2], queue)
    for (const id of [4, 2, 5, 1]) {
      await vi.waitFor(() => expect(sounds.load).toHaveBeenLastCalledWith(sample(id)))
      await arrive(id)
    }
  })

  it('does not play what came for somebody who has moved on', async () => {
    const { player, voices, arrive, state } = setUp()
    player.play(queue[0], queue)
    player.next()
    await arrive(1)
    await arrive(2)
    await vi.waitFor(() => expect(state().state).toBe('playing'))
    expect(voices.map(({ sound }) => sound)).toEqual([{ cid: 'cid2' }])
  })

  it('says why there is no sound, and tries again', async () => {
    const { player, fail, state, sounds } = setUp()
    player.play(queue[0], queue)
    fail(1, new SoundProblem('missing'))
    await vi.waitFor(() => expect(state()).toMatchObject({ state: 'failed', problem: 'missing' }))
    player.toggle()
    expect(state()).toMatchObject({ state: 'loading', problem: undefined })
    expect(sounds.load).toHaveBeenCalledTimes(2)
  })

  it('pauses, goes on, and stands at the beginning when it has ended', () => {
    const { player, voices, held, state } = setUp()
    held.add('cid1')
    player.play(queue[0], queue)
    player.toggle()
    expect([voices[0].playing, state().state]).toEqual([false, 'paused'])
    player.toggle()
    expect([voices[0].playing, state().state]).toEqual([true, 'playing'])
    voices[0].share = 1
    voices[0].events.onEnded()
    expect([voices[0].share, state().state]).toEqual([0, 'paused'])
  })

  it('begins at the place asked for while the sound was on its way', async () => {
    const { player, voices, arrive } = setUp()
    player.play(queue[0], queue)
    player.seek(0.4)
    await arrive(1)
    await vi.waitFor(() => expect(voices[0]?.share).toBe(0.4))
  })

  it('keeps within the sound and within the queue', () => {
    const { player, voices, held, state } = setUp()
    for (const { contentCid } of queue) held.add(contentCid)
    player.play(queue[4], queue)
    player.seek(7)
    expect(voices[0].share).toBe(1)
    player.seek(-1)
    expect(voices[0].share).toBe(0)
    player.next()
    expect(state().current).toEqual(queue[4])
  })

  it('lets a list on the screen be gone through: from its first if nothing plays, longer as it grows', () => {
    const { player, held, state } = setUp()
    for (const { contentCid } of queue) held.add(contentCid)
    player.toggle()
    expect(state().state).toBe('idle')
    player.offer(queue.slice(0, 2))
    player.toggle()
    expect(state().current).toEqual(queue[0])
    player.offer(queue)
    player.next()
    player.next()
    expect(state().current).toEqual(queue[2])
  })

  it('goes on at the first of another list, and nowhere back from there', () => {
    const { player, held, state } = setUp()
    for (const { contentCid } of [...queue, sample(8), sample(9)]) held.add(contentCid)
    player.play(queue[2], queue)
    player.offer([sample(8), sample(9)])
    player.previous()
    expect(state().current).toEqual(queue[2])
    player.next()
    expect(state().current).toEqual(sample(8))
    player.previous()
    expect(state().current).toEqual(sample(8))
  })

  it('loops, also what comes next', () => {
    const { player, voices, held } = setUp()
    held.add('cid1').add('cid2')
    player.play(queue[0], queue)
    player.setLooping(true)
    player.next()
    expect(voices.map(({ looping }) => looping)).toEqual([true, true])
  })

  it('shows a stream as loading until it is heard, and does not forget that it was paused meanwhile', async () => {
    const { player, voices, arrive, state } = setUp()
    player.play(queue[0], queue)
    await arrive(1, { url: 'http://files/ipfs/cid1' })
    await vi.waitFor(() => expect(voices).toHaveLength(1))
    expect(state().state).toBe('loading')
    voices[0].events.onWaiting(false)
    expect(state().state).toBe('playing')
    player.toggle()
    voices[0].events.onWaiting(true)
    expect(state().state).toBe('paused')
  })

  it('hears nothing of a voice that was stopped', () => {
    const { player, voices, held, state } = setUp()
    held.add('cid1').add('cid2')
    player.play(queue[0], queue)
    player.next()
    voices[0].events.onEnded()
    voices[0].events.onFailed('unreachable')
    expect(state().state).toBe('playing')
    player.stop()
    expect(state()).toMatchObject({ state: 'idle', current: undefined })
  })
})
