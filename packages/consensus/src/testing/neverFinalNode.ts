// The victim of nonFinality.test.ts: makes blocks on disk that never become final, imports a longer branch that parts
// deep below, and goes on making blocks until it is killed. Says on standard output how far it is, a line of JSON each.
// Arguments: folder, blocks, depth of the branch.
import { join } from 'node:path'
import { LmdbStore } from '@echochain/state/lmdb'
import { TestChain } from './TestChain.ts'
import { importLongerBranch, liveMegabytes, WITHOUT_FINALITY } from './withoutFinality.ts'

/** One line of output. */
export type Progress =
  | { readonly made: number; readonly liveMegabytes: number }
  | { readonly reorganisedTo: number }
  | { readonly acknowledged: number; readonly hash: string }

const say = (progress: Progress): void => void process.stdout.write(`${JSON.stringify(progress)}\n`)

const [folder, blocks, depth] = process.argv.slice(2)
const stores = {
  state: await LmdbStore.open(join(folder, 'state')),
  blocks: await LmdbStore.open(join(folder, 'blocks')),
}
const it = await TestChain.open({ ...WITHOUT_FINALITY, stores, stateOptions: { verifyChanges: false } })
for (let made = 1; made <= Number(blocks); made++) {
  await it.produce()
  if (made % (Number(blocks) / 10) === 0) say({ made, liveMegabytes: liveMegabytes() })
}
const { source } = await importLongerBranch(it, Number(depth))
if (it.chain.best.hash !== source.chain.best.hash) throw new Error('The longer branch was not chosen')
say({ reorganisedTo: it.chain.best.number })
for (;;) {
  const { number, hash } = await it.produce()
  say({ acknowledged: number, hash })
}
