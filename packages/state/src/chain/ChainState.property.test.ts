import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryStore } from '../memory/MemoryStore.ts'
import {
  changesOf,
  expectSame,
  keyText,
  type ModelBlock,
  newHash,
  type State,
  type Work,
  work,
} from '../test/StateModel.ts'
import { ChainState, type ChainStateOptions } from './ChainState.ts'

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
  store: MemoryStore
  readonly #options: ChainStateOptions
  chain: ChainState
  /** From block 0 to the base. */
  history: ModelBlock[]
  layers: ModelBlock[] = []

  private constructor(store: MemoryStore, chain: ChainState, genesis: ModelBlock, options: ChainStateOptions) {
    this.store = store
    this.chain = chain
    this.history = [genesis]
    this.#options = options
  }

  static async create(state: State, options: ChainStateOptions): Promise<Pair> {
    const store = new MemoryStore()
    const hash = newHash()
    const entries = Array.from(state, ([key, value]): [Uint8Array, Uint8Array] => [
      Uint8Array.from(key, (character) => character.charCodeAt(0)),
      value,
    ])
    const chain = await ChainState.create(store, { entries, hashOf: () => hash }, options)
    return new Pair(store, chain, { hash, number: 0, parent: undefined, state }, options)
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
    this.store = await MemoryStore.fromSnapshot(await this.store.snapshot())
    this.chain = await ChainState.open(this.store, this.#options)
    this.layers = []
  }
}

async function run(entries: [string, Uint8Array][], steps: Step[], options: ChainStateOptions): Promise<void> {
  const pair = await Pair.create(new Map(entries), options)
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
}

const steps = fc.array(step, { maxLength: 25 })
const numRuns = process.env.TEST_ALL ? 2000 : 250

test('blocks, forks, prefix clears, base moves forward and back, restarts: as a Map per block has it', async () => {
  await fc.assert(
    fc.asyncProperty(genesis, steps, (entries, steps) => run(entries, steps, { verifyChanges: true })),
    { numRuns },
  )
})

test('the same when no branch stays in memory longer than it must', async () => {
  await fc.assert(
    fc.asyncProperty(genesis, steps, (entries, steps) => run(entries, steps, { cacheBytes: 0 })),
    { numRuns },
  )
})
