import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { FakeClock } from '../clock/FakeClock.ts'
import { testTransport } from '../testing/transportSuite.ts'
import { InProcessNetwork, type LineFaults } from './InProcessTransport.ts'

async function connected(faults: LineFaults = {}) {
  const clock = new FakeClock(0)
  const network = new InProcessNetwork(clock)
  const dialer = network.createTransport('dialer')
  const listener = network.createTransport('listener')
  const connect = async (): Promise<void> => {
    network.connect(dialer, listener, faults)
    await setImmediate()
  }
  await connect()
  return { clock, network, dialer, listener, connect }
}

testTransport('InProcessTransport', connected)

describe('faults of a line', () => {
  async function arrivals(there: LineFaults['there'], durationMs: number): Promise<string[]> {
    const { clock, dialer, listener } = await connected({ there })
    const arrived: string[] = []
    listener.onMessage.subscribe(({ bytes }) => arrived.push(`${bytes[0]} at ${clock.now()}`))
    const [peer] = dialer.peers()
    for (let message = 0; message < 4; message++) dialer.send(peer, new Uint8Array([message]))
    for (let ms = 0; ms <= durationMs; ms++) {
      await setImmediate()
      clock.advanceBy(1)
    }
    return arrived
  }

  test('messages are late by the clock', async () => {
    expect(await arrivals(() => 5, 10)).toEqual(['0 at 5', '1 at 5', '2 at 5', '3 at 5'])
  })

  test('messages are lost', async () => {
    expect(await arrivals((_, index) => (index % 2 === 0 ? undefined : 2), 10)).toEqual(['1 at 2', '3 at 2'])
  })

  test('messages overtake each other', async () => {
    expect(await arrivals((_, index) => 4 - index, 10)).toEqual(['3 at 1', '2 at 2', '1 at 3', '0 at 4'])
  })

  test('a disconnection does not overtake', async () => {
    const { clock, dialer, listener } = await connected({ there: () => 5 })
    const events: string[] = []
    listener.onMessage.subscribe(() => events.push('message'))
    listener.onDisconnect.subscribe(() => events.push('disconnect'))
    const [peer] = dialer.peers()
    dialer.send(peer, new Uint8Array(1))
    dialer.disconnect(peer)
    clock.advanceBy(5)
    await setImmediate()
    await setImmediate()
    expect(events).toEqual(['message', 'disconnect'])
  })
})
