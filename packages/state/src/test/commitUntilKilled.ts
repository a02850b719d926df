// Commits block after block to the database given, saying which ones are durable, until it is killed: the victim of
// crash.test.ts. Arguments: directory, file for the commit marker, a seed.
import { blake2b256, type Hash, toHex, utf8 } from '@echochain/codec'
import { ChainState } from '../chain/ChainState.ts'
import type { BlockRef } from '../chain/tables.ts'
import { LmdbStore } from '../lmdb/LmdbStore.ts'
import type { StateChange } from '../trie/StateChange.ts'

const CHANGES = 600
const KEYS = 4000

const [path, commitMarker, seed] = process.argv.slice(2)
const store = await LmdbStore.open(path, { commitMarker })
const hashOf = (text: string): Hash => toHex(blake2b256(utf8(text)))

async function openOrCreate(): Promise<ChainState> {
  const options = { historyBlocks: 50, verifyChanges: true }
  try {
    return await ChainState.open(store, options)
  } catch {
    return ChainState.create(store, { entries: [], hashOf: () => hashOf('genesis') }, options)
  }
}

let state = Number(seed)
function random(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

function work(chain: ChainState, parent: BlockRef): StateChange[] {
  const view = chain.view(parent)
  const numbers = new Set(Array.from({ length: CHANGES }, () => random(KEYS)))
  return Array.from(numbers, (number) => {
    const key = blake2b256(Uint8Array.of(number, number >> 8)).subarray(0, 4 + (number % 29))
    const existed = view.get(key) !== undefined
    const deleted = existed && random(4) === 0
    return { key, value: deleted ? undefined : new Uint8Array(random(100)).fill(random(256)), existed }
  })
}

const chain = await openOrCreate()
let move = Promise.resolve()
for (let parent: BlockRef = chain.base; ;) {
  const blocks = 1 + random(3)
  for (let i = 0; i < blocks; i++) {
    const block = { number: parent.number + 1, hash: hashOf(`${parent.hash} ${seed}`) }
    chain.add(chain.prepare(parent, work(chain, parent)), block)
    parent = block
  }
  await move // the next one is made while this one is written
  const { number } = parent
  move = chain.moveBase(parent).then(() => void process.stdout.write(`${number}\n`))
}
