import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AttackName, Tally } from './attacks.ts'
import { type Latencies, OrdinaryClient } from './OrdinaryClient.ts'
import { ProgramProcess } from './ProgramProcess.ts'

const all = process.env.TEST_ALL === '1'
/** How much of each attack: enough to see it works, or what issue 4 names. */
const SIZES = all
  ? {
      subscribers: 2_000,
      slowReaders: 50,
      giants: 40,
      floodFromOne: 5_000,
      floodFromMany: 10_000,
      feeWar: 500,
      halfOpen: 500,
    }
  : { subscribers: 50, slowReaders: 3, giants: 1, floodFromOne: 1_100, floodFromMany: 20, feeWar: 10, halfOpen: 8 }
/** While attackers hold what they hold, others are measured so long. */
const MEASURE_MS = all ? 10_000 : 500

const MIB = 2 ** 20
/** A pool of 40,000 transactions with all that is known of them, caches, young garbage. */
const ROOM_BYTES = 640 * MIB
/** What a connection that does not read may keep waiting (maxUnsentBytes). */
const UNREAD_BYTES = 32 * MIB

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let dataDir: string
let node: ProgramProcess
let port: number
let restBytes: number | undefined
let client: OrdinaryClient

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'echochain-load-'))
  const script = join(import.meta.dirname, 'fastNode.ts')
  node = ProgramProcess.script(script, [dataDir, '0', String(Date.now()), '1'])
  port = Number((await node.expect(/READY (\d+)/))[1])
  restBytes = memoryOf(node)
})
afterAll(async () => {
  if (node.isRunning) await node.kill()
  await rm(dataDir, { recursive: true })
})
beforeEach(async () => {
  client = await OrdinaryClient.connect(`ws://127.0.0.1:${port}`)
  return () => client.close()
})

/** What only this process has of memory; undefined where the system does not tell. */
function memoryOf({ pid }: ProgramProcess): number | undefined {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return undefined
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1]) * 1_024
}

interface Felt extends Latencies {
  readonly tally: Tally
  readonly memoryMiB: number | undefined
}

/** Attacks, and tells what an ordinary client felt of it. */
async function underAttack(name: AttackName): Promise<Felt> {
  const attacker = fork(join(import.meta.dirname, 'attackProcess.ts'), [name, String(port), String(SIZES[name])], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  try {
    client.start()
    const [tally] = (await Promise.race([
      once(attacker, 'message'),
      once(attacker, 'exit').then(([code]) => Promise.reject(new Error(`The attacker ended with ${code}`))),
    ])) as [Tally]
    await pause(MEASURE_MS)
    const memory = memoryOf(node)
    const felt = { ...(await client.stop()), tally, memoryMiB: memory && Math.round(memory / MIB) }
    console.log(`${name}: ${JSON.stringify(felt)}`)
    return felt
  } finally {
    attacker.kill('SIGKILL')
    await client.stop().catch(() => {}) // whatever comes of it after a failure was told already
  }
}

/** Everything asked was answered — `stop` rejects otherwise — and memory is where its bounds say. */
function expectServed({ answers, inclusions, memoryMiB }: Felt, unread = 0): void {
  expect(answers).toBeGreaterThan(5)
  expect(inclusions, 'transfers included').toBeGreaterThan(0)
  if (memoryMiB !== undefined && restBytes !== undefined)
    expect(memoryMiB * MIB).toBeLessThan(restBytes + ROOM_BYTES + unread * UNREAD_BYTES)
}

const TIMEOUT_MS = all ? 600_000 : 60_000

test(
  'in peace',
  async () => {
    client.start()
    await pause(MEASURE_MS)
    const felt = await client.stop()
    console.log(`in peace: ${JSON.stringify({ ...felt, memoryMiB: restBytes && Math.round(restBytes / MIB) })}`)
    expect(felt.answers).toBeGreaterThan(5)
  },
  TIMEOUT_MS,
)

test(
  `${SIZES.subscribers} WebSockets with five subscriptions each`,
  async () => {
    const felt = await underAttack('subscribers')
    expect(felt.tally).toEqual({ connections: SIZES.subscribers, subscriptions: SIZES.subscribers * 5 })
    expectServed(felt)
  },
  TIMEOUT_MS,
)

test(
  `${SIZES.slowReaders} connections that ask for a thousand large answers and never read`,
  async () => expectServed(await underAttack('slowReaders'), SIZES.slowReaders),
  TIMEOUT_MS,
)

test(
  'giant batches, long messages, deep nesting: answered within bounds or refused',
  async () => {
    const felt = await underAttack('giants')
    expect(felt.tally).toEqual({
      'a batch of 100: answered': SIZES.giants,
      'a batch of 5,000: -32013': SIZES.giants,
      '6 MB: closed': SIZES.giants,
      'arrays 2,000,000 deep: -32600': SIZES.giants,
      'parameters 100,000 deep: -32600': SIZES.giants,
    })
    expectServed(felt)
  },
  TIMEOUT_MS,
)

test(
  `${SIZES.floodFromOne} transactions of one account, and as many that wait for a nonce`,
  async () => {
    const felt = await underAttack('floodFromOne')
    expect(felt.tally['refused 1016'], 'over the bounds of an account').toBeGreaterThan(SIZES.floodFromOne - 64)
    expectServed(felt)
  },
  TIMEOUT_MS,
)

test(
  `six transactions from each of ${SIZES.floodFromMany} accounts`,
  async () => {
    const felt = await underAttack('floodFromMany')
    expect(felt.tally.taken).toBeGreaterThan(SIZES.floodFromMany)
    expectServed(felt)
  },
  TIMEOUT_MS,
)

test(
  `${SIZES.feeWar} accounts outbid themselves forty times`,
  async () => {
    const felt = await underAttack('feeWar')
    expect(Object.values(felt.tally).reduce((sum, times) => sum + times)).toBe(SIZES.feeWar * 40)
    expectServed(felt)
  },
  TIMEOUT_MS,
)

// They are cut after 10 and 30 seconds: too long for every day.
test.runIf(all)(
  `${SIZES.halfOpen} connections that are silent, stop half-way, or go on byte by byte, are cut`,
  async () => {
    const felt = await underAttack('halfOpen')
    expect(felt.tally.cut).toBe(SIZES.halfOpen)
    expectServed(felt)
  },
  TIMEOUT_MS,
)
