// What a ChainState must do, written down with a Map for every block, and random work for both.
import { type Hash, toHex } from '@echochain/codec'
import fc from 'fast-check'
import { expect } from 'vitest'
import { latin1 } from '#latin1'
import type { ChainState } from '../chain/ChainState.ts'
import type { BlockRef } from '../chain/tables.ts'
import type { StateChange } from '../trie/StateChange.ts'
import { verifyReadProof } from '../trie/verifyReadProof.ts'
import { naiveRoot } from './naiveTrie.ts'

export const bytesOf = (key: string): Uint8Array => Uint8Array.from(key, (character) => character.charCodeAt(0))

export type State = ReadonlyMap<string, Uint8Array>

export interface ModelBlock extends BlockRef {
  readonly parent: ModelBlock | undefined
  readonly state: State
}

/** What a block does: sets and deletes keys, by number among the possible ones, and clears a prefix. */
export interface Work {
  readonly sets: readonly (readonly [string, Uint8Array])[]
  readonly deletes: readonly number[]
  readonly clear: string | undefined
}

/** Keys that are prefixes of each other, differ in single nibbles, share long beginnings. */
export const keyText = fc
  .oneof(
    { weight: 4, arbitrary: fc.array(fc.constantFrom(0x00, 0x01, 0x10, 0x11, 0xff), { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(0x00, 0x01), { minLength: 35, maxLength: 37 }) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(0x77), { minLength: 1, maxLength: 80 }) },
  )
  .map((bytes) => String.fromCharCode(...bytes))

const value = fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ minLength: 31, maxLength: 34 }))

export const work: fc.Arbitrary<Work> = fc.record({
  sets: fc.array(fc.tuple(keyText, value), { maxLength: 12 }),
  deletes: fc.array(fc.nat(1000), { maxLength: 8 }),
  clear: fc.option(
    fc
      .array(fc.constantFrom(0x00, 0x01, 0x10, 0x11, 0x77), { minLength: 1, maxLength: 2 })
      .map((b) => String.fromCharCode(...b)),
    { nil: undefined, freq: 6 },
  ),
})

export function changesOf(before: State, { sets, deletes, clear }: Work): { changes: StateChange[]; state: State } {
  const state = new Map(before)
  const keys = [...before.keys()]
  if (clear !== undefined) for (const key of keys) if (key.startsWith(clear)) state.delete(key)
  for (const at of deletes) if (keys.length > 0) state.delete(keys[at % keys.length])
  for (const [key, value] of sets) state.set(key, value)
  const touched = new Set([...keys.filter((key) => !state.has(key)), ...sets.map(([key]) => key)])
  const changes = Array.from(touched, (key) => ({
    key: bytesOf(key),
    value: state.get(key),
    existed: before.has(key),
  }))
  return { changes, state }
}

let serial = 0
/** A hash of its own for every block: block hashes do not follow from states. */
export const newHash = (): Hash => `0x${(++serial).toString(16).padStart(64, '0')}`

/** Compares all that can be read of a block with the model. */
export function expectSame(chain: ChainState, block: ModelBlock, withProof: boolean): void {
  const view = chain.view(block)
  const root = naiveRoot(block.state)
  expect(view.root).toBe(root)
  const sorted = [...block.state.keys()].toSorted()
  const everything = view.keys(new Uint8Array(0), undefined, Infinity)
  expect(everything.map(latin1)).toEqual(sorted)
  for (const key of sorted) expect(toHex(view.get(bytesOf(key))!)).toBe(toHex(block.state.get(key)!))
  for (const absent of ['\u0002', '\u0000\u0000\u0000\u0000\u0000', 'w'.repeat(90)])
    expect(view.get(bytesOf(absent))).toBe(block.state.get(absent))
  expectPages(view.keys, sorted)
  if (!withProof) return
  const asked = [...sorted.filter((_, i) => i % 3 === 0), '\u0000', '\u0001\u0001\u0001', '\u0077'.repeat(50), '\u0010']
  const proof = chain.prove(block, asked.map(bytesOf))
  for (const key of asked) {
    const proven = verifyReadProof(root, proof, bytesOf(key))
    expect(proven && toHex(proven), `proof of ${toHex(bytesOf(key))}`).toBe(
      block.state.has(key) ? toHex(block.state.get(key)!) : undefined,
    )
  }
}

function expectPages(
  keys: (prefix: Uint8Array, after: Uint8Array | undefined, limit: number) => Uint8Array[],
  sorted: string[],
) {
  for (const prefix of ['\u0000', '\u0001', '\u0077', '\u00ff']) {
    const expected = sorted.filter((key) => key.startsWith(prefix))
    const found: string[] = []
    for (let after: Uint8Array | undefined; ;) {
      const page = keys(bytesOf(prefix), after, 3)
      found.push(...page.map(latin1))
      if (page.length < 3) break
      after = page[2]
    }
    expect(found).toEqual(expected)
  }
}
