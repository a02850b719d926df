import { blake2b256, toHex, utf8 } from '@echochain/codec'
import { validateProofs } from '@polkadot-api/substrate-bindings'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChainState } from '../chain/ChainState.ts'
import { MemoryStore } from '../memory/MemoryStore.ts'
import { StateError } from '../StateError.ts'
import { verifyReadProof } from './verifyReadProof.ts'

const HASH = `0x${'1'.repeat(64)}` as const

/** A state as a runtime has it: an item of 300 accounts by hash, some single values, one of 5 KB. */
const account = (i: number): Uint8Array =>
  Uint8Array.of(
    ...blake2b256(utf8('System.Account')),
    ...blake2b256(Uint8Array.of(i, i >> 8)).subarray(0, 16),
    i,
    i >> 8,
  )
const entries: [Uint8Array, Uint8Array][] = [
  ...Array.from({ length: 300 }, (_, i): [Uint8Array, Uint8Array] => [account(i), new Uint8Array(80).fill(i)]),
  [utf8(':code'), new Uint8Array(5000).fill(7)],
  [utf8(':short'), utf8('inline')],
  [utf8(':shorter'), utf8('inline too')],
]
const state = async () => ChainState.create(new MemoryStore(), { entries, hashOf: () => HASH })

describe('read proofs', () => {
  test('polkadot-api’s validateProofs accepts them: same root, and the values hang at the keys', async () => {
    const chain = await state()
    for (const [key, value] of entries.filter((_, i) => i % 29 === 0 || i >= 300)) {
      const proof = chain.prove(chain.base, [key])
      const validated = validateProofs(proof.map((item) => toHex(item)))
      expect(validated?.rootHash).toBe(chain.base.root)
      // A value by its hash is an item of its own, a short one stands in its leaf or, with the leaf, in the parent.
      const nodes = JSON.stringify(Object.values(validated!.proofs))
      expect(nodes).toContain(toHex(value).slice(2))
      expect(verifyReadProof(chain.base.root, proof, key)).toEqual(value)
    }
  })

  test('an item of one account is proven by few nodes', async () => {
    const chain = await state()
    const proof = chain.prove(chain.base, [account(3)])
    expect(proof.length).toBeLessThan(8)
    expect(new Set(proof.map(toHex)).size).toBe(proof.length)
  })

  test('absence: no such branch, another leaf in its place, a path that ends within a partial key', async () => {
    const chain = await state()
    const absent = [
      utf8('nothing'),
      utf8(':'),
      utf8(':shortest'),
      account(999),
      account(3).subarray(0, 40),
      utf8(':sho'),
    ]
    for (const key of absent)
      expect(verifyReadProof(chain.base.root, chain.prove(chain.base, [key]), key)).toBeUndefined()
  })

  test('an empty state, and one of a single key', async () => {
    const empty = await ChainState.create(new MemoryStore(), { entries: [], hashOf: () => HASH })
    expect(verifyReadProof(empty.base.root, empty.prove(empty.base, [utf8('k')]), utf8('k'))).toBeUndefined()
    const one = await ChainState.create(new MemoryStore(), { entries: [[utf8('k'), utf8('v')]], hashOf: () => HASH })
    const proof = one.prove(one.base, [utf8('k')])
    expect(verifyReadProof(one.base.root, proof, utf8('k'))).toEqual(utf8('v'))
    expect(verifyReadProof(one.base.root, proof, utf8('l'))).toBeUndefined()
  })
})

describe('read proofs that are wrong are refused', () => {
  const refused = expect.objectContaining({ code: 'INVALID_PROOF' })

  test('of another root, without a node, without the value', async () => {
    const chain = await state()
    const key = account(5)
    const proof = chain.prove(chain.base, [key])
    expect(() => verifyReadProof(`0x${'2'.repeat(64)}`, proof, key)).toThrow(refused)
    for (let missing = 0; missing < proof.length; missing++)
      expect(
        () => verifyReadProof(chain.base.root, proof.toSpliced(missing, 1), key),
        `without item ${missing}`,
      ).toThrow(refused)
  })

  test('any flipped bit of any item', async () => {
    const chain = await state()
    const key = account(7)
    const proof = chain.prove(chain.base, [key])
    fc.assert(
      fc.property(fc.nat(proof.length - 1), fc.nat(5000), fc.nat(7), (item, at, bit) => {
        const forged = proof.map((bytes) => bytes.slice())
        forged[item][at % forged[item].length] ^= 1 << bit
        expect(() => verifyReadProof(chain.base.root, forged, key)).toThrow(refused)
      }),
    )
  })

  const malformed: [string, number[]][] = [
    ['a header of no node', [0x05]],
    ['nothing at all', []],
    ['a length not in its shortest form', [0x42, 0x6b, 0x05, 0x00, 0x01]],
    ['a value of 33 bytes in full', [0x42, 0x6b, 33 << 2, ...new Uint8Array(33)]],
    ['an odd partial key not padded', [0x41, 0x1b, 0x04, 0x01]],
    ['bytes behind the end', [0x42, 0x6b, 0x04, 0x01, 0x00]],
    ['a branch without children', [0x80, 0x00, 0x00]],
    ['a branch with one child and no value', [0x80, 0x01, 0x00, 0x0c, 0x41, 0x01, 0x00]],
    ['a child of 33 bytes', [0x80, 0x03, 0x00, 33 << 2, ...new Uint8Array(33), 0x04, 0x00]],
    ['a child cut off', [0x80, 0x03, 0x00, 0x80, 0x00]],
  ]
  test.each(malformed)('%s, even if its hash is the root', (_, bytes) => {
    const node = Uint8Array.from(bytes)
    expect(() => verifyReadProof(toHex(blake2b256(node)), [node], utf8('k'))).toThrow(refused)
  })

  test('random bytes never do anything but fail by code or say something', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ minLength: 1, maxLength: 4 }), (node, key) => {
        try {
          verifyReadProof(toHex(blake2b256(node)), [node], key)
        } catch (error) {
          expect(error).toBeInstanceOf(StateError)
        }
      }),
      { numRuns: 5000 },
    )
  })
})
