import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LmdbStore } from '../lmdb/LmdbStore.ts'
import { MemoryStore } from '../memory/MemoryStore.ts'
import {
  bytesOf,
  changesOf,
  expectSame,
  keyText,
  type ModelBlock,
  newHash,
  type State,
  type Work,
  work,
} from '../test/StateModel.ts'
import { temporaryDirectory } from '../test/temporaryDirectory.ts'
import { ChainState } from './ChainState.ts'
import type { ChainStateOptions } from './ChainStateOptions.ts'
import type { StateStore } from './StateStore.ts'

type Step =
  | { readonly kind: 'extend'; readonly on: number; readonly work: Work }
  | { readonly kind: 'forward' | 'back' | 'look'; readonly at: number }
  | { readonly kind: 'reopen' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('extend' as const), on: fc.nat(1000), work }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('forward' as const), at: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('back' as const), at: fc.nat(1000) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('look' as const), at: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
)

const genesis = fc.array(fc.tuple(keyText, fc.uint8Array({ maxLength: 40 })), { maxLength: 20 })

/** A ChainState and the model of it: which blocks there are below and above the base. */
class Pair {
  #reopen: () => Promise<StateStore>
  readonly #options: ChainStateOptions
  chain: ChainState
  /** From block 0 to the base. */
  history: ModelBlock[]
  layers: ModelBlock[] = []

  private constructor(chain: ChainState, genesis: ModelBlock, reopen: Reopen, options: ChainStateOptions) {
    this.chain = chain
    this.history = [genesis]
    this.#reopen = reopen
    this.#options = options
  }

  static async create([store, reopen]: [StateStore, Reopen], state: State, options: ChainStateOptions): Promise<Pair> {
    const hash = newHash()
    const entries = Array.from(state, ([key, value]): [Uint8Array, Uint8Array] => [bytesOf(key), value])
    const chain = await ChainState.create(store, { entries, hashOf: () => hash }, options)
    return new Pair(chain, { hash, number: 0, parent: undefined, state }, reopen, options)
  }

  get base(): ModelBlock {
    return this.history.at(-1)!
  }

  extend(on: number, work: Work): void {
    const parents = [this.base, ...this.layers]
    const parent = parents[on % parents.length]
    const { changes, state } = changesOf(parent.state, work)
    const block = { hash: newHash(), number: parent.number + 1, parent, state }
    this.chain.add(this.chain.prepare(parent, changes), block)
    this.layers.push(block)
  }

  async forward(at: number): Promise<void> {
    if (this.layers.length === 0) return
    const target = this.layers[at % this.layers.length]
    await this.chain.moveBase(target)
    const path: ModelBlock[] = []
    for (let block = target; block !== this.base; block = block.parent!) path.unshift(block)
    this.history.push(...path)
    const descends = (block: ModelBlock | undefined): boolean =>
      block !== undefined && (block.parent === target || descends(block.parent))
    this.layers = this.layers.filter(descends)
  }

  async back(at: number): Promise<void> {
    const to = at % this.history.length
    if (to === this.history.length - 1) return
    await this.chain.moveBase(this.history[to])
    this.history.length = to + 1
    this.layers = []
  }

  async reopen(): Promise<void> {
    this.chain = await ChainState.open(await this.#reopen(), this.#options)
    this.layers = []
  }
}

/** What closes a store and opens it again. */
type Reopen = () => Promise<StateStore>

function memoryStore(): [StateStore, Reopen] {
  let store = new MemoryStore()
  return [store, async () => (store = await MemoryStore.fromSnapshot(await store.snapshot()))]
}

async function lmdbStore(): Promise<[StateStore, Reopen]> {
  const path = temporaryDirectory()
  let store = await LmdbStore.open(path)
  const reopen = async (): Promise<StateStore> => {
    await store.close()
    return (store = await LmdbStore.open(path))
  }
  return [store, reopen]
}

async function run(
  store: [StateStore, Reopen],
  entries: [string, Uint8Array][],
  steps: Step[],
  options: ChainStateOptions,
): Promise<void> {
  const pair = await Pair.create(store, new Map(entries), options)
  for (const step of steps) {
    if (step.kind === 'extend') pair.extend(step.on, step.work)
    else if (step.kind === 'forward') await pair.forward(step.at)
    else if (step.kind === 'back') await pair.back(step.at)
    else if (step.kind === 'reopen') await pair.reopen()
    else {
      const blocks = [...pair.history, ...pair.layers]
      expectSame(pair.chain, blocks[step.at % blocks.length], true)
    }
  }
  for (const block of [...pair.history, ...pair.layers]) expectSame(pair.chain, block, false)
  expect(await pair.chain.check()).toEqual([])
  await pair.chain.close()
}

const steps = fc.array(step, { maxLength: 25 })
const manyRuns = process.env.TEST_ALL ? 3000 : 250

test('blocks, forks, prefix clears, base moves forward and back, restarts: as a Map per block has it', async () => {
  await fc.assert(
    fc.asyncProperty(genesis, steps, (entries, steps) =>
      run(memoryStore(), entries, steps, { verifyChanges: true, windowBlocks: 3, maxMoveChanges: 20 }),
    ),
    { numRuns: manyRuns },
  )
})

test('the same when no branch stays in memory longer than it must', async () => {
  await fc.assert(
    fc.asyncProperty(genesis, steps, (entries, steps) => run(memoryStore(), entries, steps, { cacheBytes: 0 })),
    { numRuns: manyRuns },
  )
})

test('the same in LMDB', async () => {
  await fc.assert(
    fc.asyncProperty(genesis, steps, async (entries, steps) =>
      run(await lmdbStore(), entries, steps, { cacheBytes: 0, windowBlocks: 2 }),
    ),
    { numRuns: process.env.TEST_ALL ? 60 : 6 },
  )
})
