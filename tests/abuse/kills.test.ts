import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ChainClient } from '@echochain/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDatabases } from '../../packages/node/src/database/checkDatabases.ts'
import { ChainLoad } from './ChainLoad.ts'
import { ProgramProcess } from './ProgramProcess.ts'
import { Witness } from './Witness.ts'

const all = process.env.TEST_ALL === '1'
const NODE_KILLS = all ? 400 : 7
const FIRST_START_KILLS = all ? 40 : 3

/** Twenty blocks a second: whenever the signal comes, something is being written. */
const SPEED = 20
const FAST_NODE = join(import.meta.dirname, 'fastNode.ts')

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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function startFastNode(): ProgramProcess {
  const victim = ProgramProcess.script(FAST_NODE, [dataDir, '0', String(originMs), String(SPEED)])
  victims.push(victim)
  return victim
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
      const load = new ChainLoad()
      let told = 0
      let kept = 0
      let node = startFastNode()
      for (let round = 0; round < NODE_KILLS; round++) {
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
      }
      console.log(`${told} blocks, ${kept} registrations and purchases`)
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
})
