import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ChainClient } from '@echochain/sdk'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { checkDatabases } from '../../packages/node/src/database/checkDatabases.ts'
import { LocalNetwork } from '../e2e/LocalNetwork.ts'
import { ChainLoad } from './ChainLoad.ts'
import { compareMarket, untilIndexed } from './compareMarket.ts'
import { ProgramProcess } from './ProgramProcess.ts'
import { UploadLoad } from './UploadLoad.ts'
import { Witness } from './Witness.ts'

/** How often in all; to try more or less: `KILLS=100 npm test -- tests/abuse/kills.test.ts`. */
const KILLS = Number(process.env.KILLS ?? (process.env.TEST_ALL === '1' ? 500 : 13))
const FIRST_START_KILLS = Math.ceil(KILLS * 0.08)
const MARKET_KILLS = Math.max(3, Math.round(KILLS * 0.12))
const NODE_KILLS = Math.max(0, KILLS - FIRST_START_KILLS - MARKET_KILLS)
/** After so many a new chain begins: looking through all that was ever there would take longer than killing. */
const KILLS_OF_A_CHAIN = 40
const MARKET_KILLS_OF_A_CHAIN = 6

/** Twenty blocks a second: whenever the signal comes, something is being written. */
const SPEED = 20
/** So many that a market on the same two cores keeps up, even when they have other things to do. */
const SPEED_WITH_MARKET = 2
const FAST_NODE = join(import.meta.dirname, 'fastNode.ts')

/** Ports that no other test uses at the same time: each process of the test runner has its own hundred. */
const basePort = 20_000 + (Number(process.env.VITEST_POOL_ID ?? 0) % 100) * 100 + 80
const NODE_PORT = basePort
const MARKET = `http://127.0.0.1:${basePort + 2}`
const GATEWAY = `http://127.0.0.1:${basePort + 3}`

let dataDir: string
let originMs: number
let victims: ProgramProcess[]

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'echochain-kills-'))
  originMs = Date.now()
  victims = []
})
afterEach(async () => {
  for (const victim of victims) if (victim.isRunning) await victim.kill()
  await rm(dataDir, { recursive: true, force: true })
})

/** A line for each tenth round of a long run: it may be broken off. */
function showProgress(done: number, of: number, what: string): void {
  if (of > 20 && done % 10 === 0) process.stderr.write(`Killed and compared ${done} of ${of} times: ${what}\n`)
}

async function beginAnew(): Promise<void> {
  await rm(dataDir, { recursive: true })
  originMs = Date.now()
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function watched(victim: ProgramProcess): ProgramProcess {
  victims.push(victim)
  return victim
}

const startFastNode = (speed = SPEED, port = 0): ProgramProcess =>
  watched(ProgramProcess.script(FAST_NODE, [dataDir, String(port), String(originMs), String(speed)]))

function startMarket(): ProgramProcess {
  const follow = ['--data-dir', dataDir, '--node-url', `ws://127.0.0.1:${NODE_PORT}`, '--log-format', 'json']
  const ports = ['--api-port', String(basePort + 2), '--gateway-port', String(basePort + 3)]
  return watched(ProgramProcess.run(['market', ...follow, ...ports]))
}

const connect = async (node: ProgramProcess): Promise<ChainClient> =>
  ChainClient.connect(`ws://127.0.0.1:${(await node.expect(/READY (\d+)/))[1]}`)

async function expectSoundDatabases(round: string): Promise<void> {
  const { damage } = await checkDatabases(join(dataDir, 'dev'))
  expect(damage, round).toEqual([])
}

describe('SIGKILL at a random moment', () => {
  test(
    `${NODE_KILLS} times a node under load: every block it told of is there, the state is that of the blocks`,
    async () => {
      let load = new ChainLoad()
      let told = 0
      let kept = 0
      let node = startFastNode()
      for (let round = 0; round < NODE_KILLS; round++) {
        if (round > 0 && round % KILLS_OF_A_CHAIN === 0) {
          await node.kill()
          await beginAnew()
          load = new ChainLoad()
          node = startFastNode()
        }
        const chain = await connect(node)
        const witness = new Witness()
        await witness.listen(chain)
        const working = load.run(chain)
        await pause(200 + Math.random() * 1_500)
        await node.kill()
        chain.close()
        await working
        await expectSoundDatabases(`round ${round}`)
        node = startFastNode()
        using after = await connect(node)
        told += witness.blocks
        kept += load.included
        await witness.question(after)
        await load.question(after)
        showProgress(round + 1, NODE_KILLS, `${told} blocks`)
      }
      console.log(`${NODE_KILLS} kills of the node: ${told} blocks told of, ${kept} registrations and purchases`)
      expect(told, 'blocks told of').toBeGreaterThan(NODE_KILLS * 5)
      expect(kept, 'registrations and purchases told of').toBeGreaterThan(NODE_KILLS)
    },
    60_000 + NODE_KILLS * 20_000,
  )

  test(
    `${FIRST_START_KILLS} times while the chain begins: it begins anew, or goes on`,
    async () => {
      for (let round = 0; round < FIRST_START_KILLS; round++) {
        const first = startFastNode()
        const delayMs = 250 + Math.random() * 700
        await Promise.race([pause(delayMs), first.expect(/READY/)])
        await first.kill()
        const second = startFastNode()
        using chain = await connect(second)
        expect((await chain.header(chain.genesisHash)).number, `killed after ${delayMs} ms`).toBe(0)
        await second.kill()
        await expectSoundDatabases(`killed after ${delayMs} ms`)
        await rm(dataDir, { recursive: true })
      }
    },
    60_000 + FIRST_START_KILLS * 20_000,
  )

  test(
    `${MARKET_KILLS} times the market, the node, or both: the index is that of the chain, no finished upload is lost`,
    async () => {
      let load = new ChainLoad()
      let uploads = new UploadLoad()
      const sums = { purchases: 0, uploads: 0, resumed: 0 }
      const killed = { node: 0, market: 0 }
      let node = startFastNode(SPEED_WITH_MARKET, NODE_PORT)
      let market = startMarket()
      const endOfChain = () => {
        sums.uploads += uploads.finished
        sums.resumed += uploads.resumed
      }
      let purchases = 0
      for (let round = 0; round < MARKET_KILLS; round++) {
        if (round > 0 && round % MARKET_KILLS_OF_A_CHAIN === 0) {
          await Promise.all([market.kill(), node.kill()])
          endOfChain()
          await beginAnew()
          load = new ChainLoad()
          uploads = new UploadLoad()
          purchases = 0
          node = startFastNode(SPEED_WITH_MARKET, NODE_PORT)
          market = startMarket()
        }
        await market.expect(/Market at/)
        const chain = await connect(node)
        const trading = load.run(chain)
        const uploading = uploads.run(chain, GATEWAY)
        await pause(500 + Math.random() * 1_500)
        const victims = [[market], [node], [market, node]][round % 3]
        await Promise.all(victims.map((victim) => victim.kill()))
        for (const victim of victims) killed[victim === node ? 'node' : 'market']++
        chain.close()
        await trading
        if (!node.isRunning) node = startFastNode(SPEED_WITH_MARKET, NODE_PORT)
        using after = await connect(node)
        await load.question(after)
        if (market.isRunning) await market.kill() // ends the uploads
        await uploading
        market = startMarket()
        await market.expect(/Market at/)
        await untilIndexed(MARKET, (await after.bestBlock()).number)
        const known = (await compareMarket(MARKET, after)).purchases
        sums.purchases += known - purchases
        purchases = known
        await uploads.question(after, GATEWAY)
        showProgress(round + 1, MARKET_KILLS, `${killed.market} of the market, ${killed.node} of its node`)
      }
      endOfChain()
      console.log(
        `${killed.market} kills of the market and ${killed.node} of its node: ${sums.purchases} purchases compared, ` +
          `${sums.uploads} uploads kept, ${sums.resumed} of them resumed`,
      )
      expect(sums.purchases).toBeGreaterThan(MARKET_KILLS)
      expect(sums.uploads).toBeGreaterThanOrEqual(MARKET_KILLS)
    },
    60_000 + MARKET_KILLS * 120_000,
  )

  test('npm start: a market that is killed comes back, also when it is killed again before it is ready', async () => {
    const network = await LocalNetwork.create(50)
    onTestFinished(() => network.destroy())
    await network.start(['--demo-samples', 'false'])
    const pid = async () => Number(await readFile(join(network.dataDir, 'dev/market/process.pid'), 'utf8'))
    let last = await pid()
    for (let kill = 0; kill < 3; kill++) {
      process.kill(last, 'SIGKILL')
      await network.until(async () => (await pid()) !== last)
      last = await pid()
    }
    const answers = () =>
      fetch(`${network.marketUrl}/api/status`).then(
        ({ ok }) => ok,
        () => false,
      )
    await network.until(answers)
    expect(await network.signal('SIGTERM')).toBe(0)
  }, 120_000)
})
