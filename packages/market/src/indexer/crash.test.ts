import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openDatabase } from '../database/openDatabase.ts'
import { BOB, CHARLIE, DAVE, FakeChain } from '../testing/FakeChain.ts'
import { FakeNode } from '../testing/FakeNode.ts'
import { catchUp, dump } from '../testing/indexing.ts'
import { ECHO, marketCalls, offer } from '../testing/marketCalls.ts'
import { IndexStore } from './IndexStore.ts'

const SCRIPT = fileURLToPath(new URL('../testing/indexerProcess.ts', import.meta.url))
const ROUNDS = 5
const BLOCKS_A_ROUND = 150

test('killed at any moment while it indexes, a market goes on where it was and ends up right', async () => {
  const chain = new FakeChain()
  const node = await FakeNode.listen(chain)
  const directory = mkdtempSync(join(tmpdir(), 'market-crash-'))
  const data = join(directory, 'index')
  try {
    for (let round = 0; round < ROUNDS; round++) {
      grow(chain, round)
      const child = spawn(process.execPath, [SCRIPT, node.url, data], { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(child, 'exit')
      let steps = 0
      for await (const tip of createInterface({ input: child.stdout })) {
        // What comes after a step is the next one: it is killed while it reads or writes that.
        if (++steps > round % 3 || Number(tip) === chain.best.number) child.kill('SIGKILL')
      }
      expect((await ended)[1]).toBe('SIGKILL')
    }
    await using db = await openDatabase({ directory: data })
    const survived = await dump(db)
    expect(survived.blocks.length).toBeGreaterThan(BLOCKS_A_ROUND)
    expect(survived.blocks.length).toBe((survived.cursor[0] as { tip_number: number }).tip_number + 1)
    await catchUp(db, chain)
    const resumed = await dump(db)
    await IndexStore.clear(db)
    await catchUp(db, chain)
    expect(resumed).toEqual(await dump(db))
  } finally {
    await node.close()
    rmSync(directory, { recursive: true, force: true })
  }
})

/** Some market life, on a fork from a few blocks back in every other round. */
function grow(chain: FakeChain, round: number): void {
  const market = marketCalls(chain.runtime)
  if (round > 0) chain.finalize(chain.best.number - 10)
  let parent = chain.hashAt(chain.best.number - (round % 2 ? 8 : 0))!
  const price = offer(ECHO)
  for (let block = 0; block < BLOCKS_A_ROUND; block++) {
    const register = market.register({ title: `Sample ${block}`, file: `${round}/${block}`, offers: [price] })
    const calls =
      block % 10
        ? []
        : ([
            [BOB, register],
            [CHARLIE, market.buy(1 + block / 10, price)],
            [DAVE, market.transfer(BOB.account, ECHO)],
          ] as const)
    parent = chain.build(calls, { parent, skippedSlots: block === 0 ? round : 0 })
  }
  chain.setBest(parent)
}
