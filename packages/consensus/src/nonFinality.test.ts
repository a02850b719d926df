import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { FinalitySource } from './finality/FinalitySource.ts'
import { devKeypair, entriesOf, TestChain } from './testing/index.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const never: FinalitySource = { finalizedBy: (tree) => tree.root }
const everything = process.env.TEST_ALL === '1'
const BLOCKS = everything ? 10_000 : 600
const DEPTH = everything ? 200 : 100

const layers = { finality: never, slotsPerEpoch: 32 }

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** What lives, buffers included. */
function liveMegabytes(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}

test(
  `${BLOCKS} blocks without finality: layers stay within their bounds, then a reorganisation ${DEPTH} deep`,
  { timeout: 900_000 },
  async () => {
    const it = await TestChain.open(layers)
    const samples: number[] = []
    for (let made = 0; made < BLOCKS; made++) {
      const node = await it.produce()
      expect(it.chain.state.stats().layers, `block ${node.number}`).toBeLessThanOrEqual(65)
      if ((made + 1) % (BLOCKS / 10) === 0) samples.push(liveMegabytes())
    }
    expect(it.chain.finalized.number).toBe(0)
    // Most of it is in the stores, which are in memory here: bodies, reverse differences, records of the trie.
    const growth = (samples.at(-1)! - samples[1]) / (BLOCKS * 0.8)
    expect(growth * 1024, `KB for each block, from ${samples.map(Math.round).join(', ')} MB`).toBeLessThan(24)
    await reorganise(it)
  },
)

async function reorganise(it: TestChain): Promise<void> {
  const { best } = it.chain
  const tipState = entriesOf(it.chain.stateAt(best.hash))
  let fork = best
  for (let i = 0; i < DEPTH; i++) fork = fork.parent!
  const first = it.slot + 1n
  const slots = Array.from({ length: DEPTH + 1 }, (_, i) => first + BigInt(i))
  it.enter(slots.at(-1)!)
  // Made on a chain of its own, which has only the way to the fork, and imported in one go as a sync would.
  const source = await TestChain.open(layers)
  source.enter(it.slot)
  const way = []
  for (let at = fork; at.parent; at = at.parent) way.unshift(at)
  for (const { hash } of way) await source.importer.import(it.chain.block(hash)!)
  let nonce = 0
  const branch = await source.builder.grow(source.chain.best, slots, () => [
    source.signer.transfer(ALICE, BOB.account, 1n, { nonce: nonce++ }),
  ])
  await Promise.all(branch.map(({ hash }) => it.importer.import(source.chain.block(hash)!)))
  expect(it.chain.best.hash).toBe(branch.at(-1)!.hash)
  expect(entriesOf(it.chain.stateAt(it.chain.best.hash))).toEqual(entriesOf(source.chain.stateAt(branch.at(-1)!.hash)))
  const back = await it.importer.exclusively(async () => {
    await it.keeper.ensure(best)
    return entriesOf(it.chain.stateAt(best.hash))
  })
  expect(back).toEqual(tipState)
}
