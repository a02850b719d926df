import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { FinalitySource } from '../finality/FinalitySource.ts'
import type { BlockNode } from '../chain/BlockTree.ts'
import { TestChain, type TestChainOptions } from './TestChain.ts'
import { devKeypair } from './TransactionSigner.ts'

const never: FinalitySource = { finalizedBy: (tree) => tree.root }

/** A chain on which nothing ever becomes final. */
export const WITHOUT_FINALITY = { finality: never, slotsPerEpoch: 32 } as const satisfies TestChainOptions

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** What lives, buffers included. */
export function liveMegabytes(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}

export interface LongerBranch {
  /** What was best before. */
  readonly before: BlockNode
  /** The chain that the branch was made on. */
  readonly source: TestChain
}

/** Imports, in one go as a sync would, a branch that is longer by one and parts `depth` blocks below the best one. */
export async function importLongerBranch(it: TestChain, depth: number): Promise<LongerBranch> {
  const before = it.chain.best
  let fork = before
  for (let i = 0; i < depth; i++) fork = fork.parent!
  const first = it.slot + 1n
  const slots = Array.from({ length: depth + 1 }, (_, i) => first + BigInt(i))
  it.enter(slots.at(-1)!)
  // Made on a chain of its own, which has only the way to the fork.
  const source = await TestChain.open(WITHOUT_FINALITY)
  source.enter(it.slot)
  const way = []
  for (let at = fork; at.parent; at = at.parent) way.unshift(at)
  for (const { hash } of way) await source.importer.import(it.chain.block(hash)!)
  const [alice, bob] = [devKeypair('Alice'), devKeypair('Bob')]
  let nonce = 0
  const branch = await source.builder.grow(source.chain.best, slots, () => [
    source.signer.transfer(alice, bob.account, 1n, { nonce: nonce++ }),
  ])
  await Promise.all(branch.map(({ hash }) => it.importer.import(source.chain.block(hash)!)))
  return { before, source }
}
