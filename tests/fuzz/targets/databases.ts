import { gunzipSync, gzipSync } from 'node:zlib'
import { CodecError, sha256, toHex, utf8 } from '@echochain/codec'
import { BlockStore, ChainError, longestChain, openChain, RuntimeSource, twoEpochsBack } from '@echochain/consensus'
import { TEST_GENESIS_MS } from '@echochain/consensus/testing'
import { createRuntime, devGenesis, DigestError, PRESETS } from '@echochain/runtime'
import { ChainState, type KvEntry, MemoryStore, StateError } from '@echochain/state'
import { checkBlocks } from '../../../packages/node/src/database/checkBlocks.ts'
import type { FuzzRandom } from '../FuzzRandom.ts'
import { type FuzzTarget, refusalCode } from '../FuzzTarget.ts'
import { mutate } from '../mutate.ts'
import { tradedChain } from '../tradedChain.ts'

const STATE_TABLES = ['flat', 'nodes', 'undo', 'places', 'existence', 'chain', 'meta'] as const
const BLOCK_TABLES = ['blocks', 'heights', 'canonical', 'meta'] as const
/** Entries of a table that are changed; the first ones are as good as any. */
const ENTRIES_OF_A_TABLE = 64
/** An input is what to do (its lowest two bits; others say what to look at), which table, which entry, new bytes. */
const HEAD_BYTES = 3
const REPLACE_VALUE = 0
const REPLACE_KEY = 1
const EVERYTHING = new Uint8Array(0)
const MANY_KEYS = 100_000

const REFUSALS = [StateError, ChainError, CodecError, DigestError] as const

type Tables = Readonly<Record<string, readonly KvEntry[]>>

interface Stored {
  readonly state: Tables
  readonly blocks: Tables
}

/** One record of a node's databases changed, in its value or its key, or gone: reading all there is must end by name. */
export const databaseRecords: FuzzTarget = {
  name: 'database records',
  weight: 1,
  guided: false,
  shortInputs: 30,
  open: async () => {
    const it = await tradedChain()
    await it.chain.state.moveBase(it.chain.finalized)
    const stored: Stored = {
      state: contentOf(it.stores.state as MemoryStore, STATE_TABLES),
      blocks: contentOf(it.stores.blocks as MemoryStore, BLOCK_TABLES),
    }
    await it.stop()
    const places = placesIn(stored)
    return {
      corpus: [],
      generate: (random) => makeDamage(places, random),
      run: async (input) => {
        if (input.length < HEAD_BYTES) return 'ok'
        const damaged = await damage(stored, input)
        try {
          await readAll(damaged)
          if ((input[0] & 4) === 0) await openChain({ ...damaged, ...CHAIN })
          if ((input[0] & 24) === 0) await (await ChainState.open(damaged.stateStore)).check()
          return 'ok'
        } catch (error) {
          return refusalCode(error, REFUSALS)
        }
      },
    }
  },
}

function makeDamage(places: ReturnType<typeof placesIn>, random: FuzzRandom): Uint8Array {
  const table = random.below(places.length)
  const { entries } = places[table]
  const at = random.below(Math.min(entries.length, ENTRIES_OF_A_TABLE))
  const what = random.u32() & 255
  const bytes = entries[at]?.[(what & 3) === REPLACE_KEY ? 0 : 1] ?? EVERYTHING
  const others = entries.slice(0, ENTRIES_OF_A_TABLE).map(([, value]) => value)
  return Uint8Array.of(what, table, at, ...mutate(bytes, others, random))
}

const SLOTS_PER_EPOCH = 4
const preset = { ...PRESETS.dev, slotsPerEpoch: SLOTS_PER_EPOCH }
const CHAIN = {
  genesis: devGenesis(BigInt(TEST_GENESIS_MS), preset),
  runtimes: new RuntimeSource([createRuntime(preset)]),
  forkChoice: longestChain,
  finality: twoEpochsBack(SLOTS_PER_EPOCH),
}

const contentOf = (store: MemoryStore, tables: readonly string[]): Tables =>
  Object.fromEntries(tables.map((name) => [name, [...store.table(name).range()]]))

const placesIn = ({ state, blocks }: Stored) =>
  [state, blocks].flatMap((tables) => Object.entries(tables).map(([name, entries]) => ({ tables, name, entries })))

async function damage(stored: Stored, input: Uint8Array) {
  const [kind, table, entry] = input
  const bytes = input.slice(HEAD_BYTES)
  const places = placesIn(stored)
  const place = places[table % places.length]
  const damagedAt = place.entries.length === 0 ? -1 : entry % Math.min(place.entries.length, ENTRIES_OF_A_TABLE)
  const storeOf = async (tables: Tables): Promise<MemoryStore> => {
    const store = new MemoryStore()
    for (const [name, entries] of Object.entries(tables)) {
      const isPlace = tables === place.tables && name === place.name
      const written = entries.flatMap(([key, value], at): KvEntry[] => {
        if (!isPlace || at !== damagedAt) return [[key, value]]
        if ((kind & 3) === REPLACE_VALUE) return [[key, bytes]]
        return (kind & 3) === REPLACE_KEY && bytes.length > 0 ? [[bytes, value]] : []
      })
      await store.write(written.map(([key, value]) => ({ table: name, key, value })))
    }
    return store
  }
  return { stateStore: await storeOf(stored.state), blockStore: await storeOf(stored.blocks) }
}

/** Every value of every state that is kept, proofs, all blocks, and what `db check` reads of blocks. */
async function readAll({ stateStore, blockStore }: Awaited<ReturnType<typeof damage>>): Promise<void> {
  const state = await ChainState.open(stateStore)
  const blocks = new BlockStore(blockStore)
  blocks.validateFormat()
  checkBlocks(blocks, state.base)
  for (const number of [state.base.number, state.base.number - 1, state.base.number >> 1, 1]) {
    const block = state.blockAt(number)
    if (!block) continue
    const view = state.view(block)
    const keys = view.keys(EVERYTHING, undefined, MANY_KEYS)
    for (const key of keys) view.get(key)
    state.prove(block, keys.slice(0, 3))
  }
}

/** Snapshots: as they are, and what is inside with a checksum that is right. */
export const snapshots: FuzzTarget = {
  name: 'snapshots',
  weight: 2,
  guided: false,
  shortInputs: 75,
  open: async () => {
    const store = new MemoryStore()
    await store.write(
      [1, 2, 3].map((at) => ({ table: `t${at & 1}`, key: Uint8Array.of(at), value: new Uint8Array(at).fill(at) })),
    )
    const snapshot = await store.snapshot()
    const { tables } = JSON.parse(gunzipSync(snapshot).toString())
    return {
      corpus: [Uint8Array.of(0, ...snapshot), Uint8Array.of(1, ...utf8(JSON.stringify(tables)))],
      words: ['{', '}', '[', ']', '"0x"', ',', 'null', '1e9', '"t1"', ':', '"__proto__"'].map(utf8),
      run: async (input) => {
        try {
          await MemoryStore.fromSnapshot(input[0] === 1 ? sealed(input.subarray(1)) : input.slice(1), {
            maxBytes: 2 ** 20,
          })
          return 'ok'
        } catch (error) {
          return refusalCode(error, [StateError])
        }
      },
    }
  },
}

/** A snapshot of these tables whose checksum fits. */
function sealed(text: Uint8Array): Uint8Array {
  const tables = parsed(text)
  const checksum = toHex(sha256(utf8(JSON.stringify(tables))))
  return gzipSync(JSON.stringify({ format: 'echochain-snapshot-1', sha256: checksum, tables }))
}

function parsed(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text))
  } catch {
    return 'no JSON'
  }
}
