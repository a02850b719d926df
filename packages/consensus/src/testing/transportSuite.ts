import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MAX_MESSAGE_BYTES, MAX_SEND_BUFFER_BYTES, type Peer, type Transport } from '../transport/Transport.ts'

/** Two transports, connected. */
export interface TransportPair {
  /** The one that chose to connect. */
  readonly dialer: Transport
  readonly listener: Transport
  /** Connects them once more. */
  readonly connect: () => Promise<void>
}

const next = <T>(signal: { subscribe(listener: (value: T) => void): () => void }): Promise<T> =>
  new Promise((resolve) => {
    const unsubscribe = signal.subscribe((value) => {
      unsubscribe()
      resolve(value)
    })
  })

const only = (transport: Transport): Peer => {
  const peers = [...transport.peers()]
  expect(peers).toHaveLength(1)
  return peers[0]
}

/** What any Transport must do. */
export function testTransport(name: string, createPair: () => Promise<TransportPair>): void {
  describe(`${name}: what any Transport does`, () => {
    let pair: TransportPair
    let dialer: Transport
    let listener: Transport
    beforeEach(async () => {
      pair = await createPair()
      ;({ dialer, listener } = pair)
    })
    afterEach(async () => {
      await dialer.close()
      await listener.close()
    })

    test('each end sees the other, and who chose the connection', () => {
      expect(only(dialer).outbound).toBe(true)
      expect(only(listener).outbound).toBe(false)
    })

    test('messages arrive once, whole and in order, in both directions', async () => {
      for (const [from, to] of [
        [dialer, listener],
        [listener, dialer],
      ]) {
        const arrived: Uint8Array[] = []
        const done = new Promise<void>((resolve) => {
          to.onMessage.subscribe(({ peer, bytes }) => {
            expect(peer).toBe(only(to))
            if (arrived.push(bytes) === 50) resolve()
          })
        })
        const sent = Array.from({ length: 50 }, (_, at) => new Uint8Array(at * 97).fill(at))
        for (const bytes of sent) expect(from.send(only(from), bytes)).toBe(true)
        await done
        for (const [at, bytes] of sent.entries()) expect(Buffer.compare(arrived[at], bytes), `message ${at}`).toBe(0)
      }
    })

    test('bytes may be used again once they are sent', async () => {
      const arrival = next(listener.onMessage)
      const bytes = new Uint8Array([1, 2, 3])
      dialer.send(only(dialer), bytes)
      bytes.fill(9)
      expect([...(await arrival).bytes]).toEqual([1, 2, 3])
    })

    test('the longest message arrives, a longer one is not sent', async () => {
      const arrival = next(listener.onMessage)
      expect(() => dialer.send(only(dialer), new Uint8Array(MAX_MESSAGE_BYTES + 1))).toThrow(
        expect.objectContaining({ code: 'MESSAGE_TOO_LARGE' }),
      )
      expect(dialer.send(only(dialer), new Uint8Array(MAX_MESSAGE_BYTES))).toBe(true)
      expect((await arrival).bytes.length).toBe(MAX_MESSAGE_BYTES)
    })

    test('what waits to be sent is bounded', () => {
      const message = new Uint8Array(MAX_MESSAGE_BYTES)
      let accepted = 0
      while (accepted < 10 && dialer.send(only(dialer), message)) accepted++
      expect(accepted).toBeGreaterThan(0)
      expect(accepted * MAX_MESSAGE_BYTES).toBeLessThanOrEqual(MAX_SEND_BUFFER_BYTES)
    })

    test('a disconnection is told once at both ends, after what was sent before it', async () => {
      const events: string[] = []
      listener.onMessage.subscribe(() => events.push('message'))
      listener.onDisconnect.subscribe(() => events.push('disconnect'))
      let told = 0
      dialer.onDisconnect.subscribe(() => told++)
      const over = next(listener.onDisconnect)
      const peer = only(dialer)
      dialer.send(peer, new Uint8Array(1_000))
      dialer.disconnect(peer)
      dialer.disconnect(peer)
      await over
      expect(events).toEqual(['message', 'disconnect'])
      expect(told).toBe(1)
      expect([...dialer.peers(), ...listener.peers()]).toEqual([])
      expect(dialer.send(peer, new Uint8Array(1))).toBe(false)
    })

    test('nothing comes from a peer that was disconnected', async () => {
      const peer = only(listener)
      let messages = 0
      listener.onMessage.subscribe(() => messages++)
      dialer.send(only(dialer), new Uint8Array(1_000))
      const over = next(dialer.onDisconnect)
      listener.disconnect(peer)
      await over
      expect(messages).toBe(0)
    })

    test('closing ends all connections', async () => {
      const over = next(dialer.onDisconnect)
      await listener.close()
      await over
      expect([...dialer.peers(), ...listener.peers()]).toEqual([])
    })

    test('a connection that comes again is another one', async () => {
      const first = only(listener)
      const over = next(listener.onDisconnect)
      dialer.disconnect(only(dialer))
      await over
      await pair.connect()
      expect(only(listener).id).not.toBe(first.id)
      const arrival = next(listener.onMessage)
      dialer.send(only(dialer), new Uint8Array([7]))
      expect([...(await arrival).bytes]).toEqual([7])
    })
  })
}
