import { blake2b256, encode, toHex, u32 } from '@echochain/codec'
import { expect, test } from 'vitest'
import { MemoryStore } from '../memory/MemoryStore.ts'
import { ChainState } from './ChainState.ts'
import type { BlockRef } from './tables.ts'

const CACHE_BYTES = 100_000
const KEYS = 2000
const HOT = 50
/** Blocks above the base. */
const WAITING = 5

const keyOf = (number: number): Uint8Array => blake2b256(encode(u32, number))
const at = (number: number): BlockRef => ({ hash: toHex(keyOf(2 ** 31 + number)), number })
const changeOf = (number: number, value: number) => ({ key: keyOf(number), value: encode(u32, value), existed: true })

async function newChain(): Promise<ChainState> {
  const entries = Array.from({ length: KEYS }, (_, i) => [keyOf(i), encode(u32, i)] as const)
  return ChainState.create(new MemoryStore(), { entries, hashOf: () => at(0).hash }, { cacheBytes: CACHE_BYTES })
}

/** Adds a block that changes these keys; the base follows some blocks behind. Returns how many branches were read. */
async function extend(chain: ChainState, number: number, keys: readonly number[]): Promise<number> {
  const before = chain.stats().nodesLoaded
  const changes = keys.map((key) => changeOf(key, number))
  chain.add(chain.prepare(at(number - 1), changes), at(number))
  if (number > WAITING) await chain.moveBase(at(number - WAITING))
  return chain.stats().nodesLoaded - before
}

const hot = Array.from({ length: HOT }, (_, i) => i)

test('over its budget the cache lets go of what was not used for longest, though layers wait', async () => {
  const chain = await newChain()
  const all = Array.from({ length: KEYS - HOT }, (_, i) => HOT + i)
  expect(await extend(chain, 1, all)).toBeGreaterThan(0)
  let number = 2
  for (; number <= 20; number++) await extend(chain, number, hot)
  expect(chain.stats().cachedBytes).toBeLessThanOrEqual(CACHE_BYTES)
  for (; number <= 60; number++) expect(await extend(chain, number, hot)).toBe(0)
  expect(await extend(chain, number, all)).toBeGreaterThan(100)
  expect(await chain.check()).toEqual([])
})

test('a layer counts the branches that had to be read for it', async () => {
  const chain = await newChain()
  const first = chain.prepare(at(0), [changeOf(7, 1)])
  const again = chain.prepare(at(0), [changeOf(7, 1)])
  expect(again.root).toBe(first.root)
  expect(again.sizeBytes).toBeLessThan(first.sizeBytes)
})
