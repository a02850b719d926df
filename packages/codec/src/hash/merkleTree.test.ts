import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, equalBytes } from '../bytes/bytes.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import { patternBytes } from '../testing/patternBytes.ts'
import { merkleLeaf, merkleNode, merkleProof, merkleRoot, merkleRootOfLeaves, verifyMerkleProof } from './merkleTree.ts'
import { sha256 } from './sha256.ts'

/** MTH as RFC 6962 section 2.1 defines it. */
function treeHash(items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 0) return sha256(new Uint8Array(0))
  if (items.length === 1) return sha256(concatBytes(Uint8Array.of(0), items[0]))
  const split = largestPowerOfTwoBelow(items.length)
  return sha256(concatBytes(Uint8Array.of(1), treeHash(items.slice(0, split)), treeHash(items.slice(split))))
}

/** PATH as RFC 6962 section 2.1.1 defines it. */
function auditPath(index: number, items: readonly Uint8Array[]): Uint8Array[] {
  if (items.length === 1) return []
  const split = largestPowerOfTwoBelow(items.length)
  return index < split
    ? [...auditPath(index, items.slice(0, split)), treeHash(items.slice(split))]
    : [...auditPath(index - split, items.slice(split)), treeHash(items.slice(0, split))]
}

function largestPowerOfTwoBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

const makeItems = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => patternBytes(i % 150, i))

describe('Certificate Transparency reference vectors', () => {
  const ITEMS = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ].map((hex) => fromHex(`0x${hex}`))
  const ROOTS = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]

  test.each(ROOTS.map((root, size) => [size, root] as const))('root of the first %i leaves', (size, root) => {
    expect(toHex(merkleRoot(ITEMS.slice(0, size)))).toBe(`0x${root}`)
  })

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('path of leaf %i of %i', (index, size, path) => {
    const leaves = ITEMS.slice(0, size).map(merkleLeaf)
    expect(merkleProof(leaves, index).map(toHex)).toEqual(path.map((hash) => `0x${hash}`))
    const siblings = path.map((hash) => fromHex(`0x${hash}`))
    expect(verifyMerkleProof(fromHex(`0x${ROOTS[size]}`), leaves[index], index, size, siblings)).toBe(true)
  })
})

test('RFC 6962 section 2.1: the root is that of the recursive definition, over the run of 1,024 leaves too', () => {
  for (const count of [...Array(70).keys(), 127, 128, 129, 1023, 1024, 1025, 2047, 2048, 2049, 3001]) {
    const items = makeItems(count)
    expect(merkleRoot(items), `${count} leaves`).toEqual(treeHash(items))
    expect(merkleRootOfLeaves(items.map(merkleLeaf)), `${count} leaf hashes`).toEqual(treeHash(items))
  }
})

test('a leaf of any length', () => {
  for (const length of [0, 1, 63, 64, 239, 240, 241, 31_743, 31_744, 100_000]) {
    const data = patternBytes(length)
    const expected = sha256(concatBytes(Uint8Array.of(0), data))
    expect(merkleLeaf(data), `${length} bytes`).toEqual(expected)
    expect(merkleRoot([data]), `${length} bytes`).toEqual(expected)
    expect(merkleRoot([data, data]), `${length} bytes, twice`).toEqual(merkleNode(expected, expected))
  }
})

test('RFC 6962 section 2.1.1: every path of trees of up to 65 leaves, and it verifies', () => {
  for (let count = 1; count <= 65; count++) {
    const items = makeItems(count)
    const leaves = items.map(merkleLeaf)
    const root = merkleRootOfLeaves(leaves)
    for (let index = 0; index < count; index++) {
      const path = merkleProof(leaves, index)
      expect(path, `leaf ${index} of ${count}`).toEqual(auditPath(index, items))
      expect(verifyMerkleProof(root, leaves[index], index, count, path), `leaf ${index} of ${count}`).toBe(true)
    }
  }
})

test('a path of a tree of several runs', () => {
  const leaves = makeItems(2500).map(merkleLeaf)
  const root = merkleRootOfLeaves(leaves)
  for (const index of [0, 1, 1023, 1024, 2047, 2048, 2498, 2499])
    expect(
      verifyMerkleProof(root, leaves[index], index, leaves.length, merkleProof(leaves, index)),
      `leaf ${index}`,
    ).toBe(true)
})

describe('a proof is refused', () => {
  const COUNT = 13
  const leaves = makeItems(COUNT).map(merkleLeaf)
  const root = merkleRootOfLeaves(leaves)
  const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
    const copy = bytes.slice()
    copy[(bit >> 3) % copy.length] ^= 1 << (bit & 7)
    return copy
  }

  test('with any one bit of root, leaf or path changed', () => {
    fc.assert(
      fc.property(fc.nat(COUNT - 1), fc.nat(), fc.nat(255), (index, which, bit) => {
        const path = merkleProof(leaves, index)
        const parts = [root, leaves[index], ...path]
        parts[which % parts.length] = flipped(parts[which % parts.length], bit)
        const [changedRoot, leaf, ...changedPath] = parts
        expect(verifyMerkleProof(changedRoot, leaf, index, COUNT, changedPath)).toBe(false)
      }),
    )
  })

  test('for another index', () => {
    for (let index = 0; index < COUNT; index++)
      for (let other = -1; other <= COUNT; other++)
        if (other !== index)
          expect(
            verifyMerkleProof(root, leaves[index], other, COUNT, merkleProof(leaves, index)),
            `${index} as ${other}`,
          ).toBe(false)
  })

  test('with a sibling missing, doubled, swapped or of another length', () => {
    for (let index = 0; index < COUNT; index++) {
      const path = merkleProof(leaves, index)
      const verify = (changed: readonly Uint8Array[]) => verifyMerkleProof(root, leaves[index], index, COUNT, changed)
      for (let i = 0; i < path.length; i++) {
        expect(verify(path.toSpliced(i, 1)), `leaf ${index} without ${i}`).toBe(false)
        expect(verify(path.toSpliced(i, 0, path[i])), `leaf ${index} with ${i} twice`).toBe(false)
        expect(verify(path.with(i, path[i].subarray(0, 31))), `leaf ${index}, ${i} short`).toBe(false)
        expect(verify(path.with(i, concatBytes(path[i], path[i]))), `leaf ${index}, ${i} long`).toBe(false)
        if (i > 0)
          expect(verify(path.with(i, path[i - 1]).with(i - 1, path[i])), `leaf ${index}, swap ${i}`).toBe(false)
      }
      expect(verify([...path, root]), `leaf ${index} with more`).toBe(false)
    }
  })

  test('for a leaf that is no hash, whatever was hashed before', () => {
    const path = merkleProof(leaves, 0)
    expect(verifyMerkleProof(root, leaves[0], 0, COUNT, path)).toBe(true)
    expect(verifyMerkleProof(root, leaves[0].subarray(0, 31), 0, COUNT, path)).toBe(false)
    expect(verifyMerkleProof(root, concatBytes(leaves[0], leaves[1]), 0, COUNT, path)).toBe(false)
  })

  test('for an index or count that is no whole number', () => {
    const path = merkleProof(leaves, 1)
    for (const index of [1.5, Number.NaN, -1, Infinity])
      expect(verifyMerkleProof(root, leaves[1], index, COUNT, path), `index ${index}`).toBe(false)
    for (const count of [0, -1, Number.NaN, Infinity, 13.5])
      expect(verifyMerkleProof(root, leaves[1], 1, count, path), `count ${count}`).toBe(false)
  })

  test('a node passed off as a leaf: prefixes keep them apart (second preimage)', () => {
    const two = merkleRootOfLeaves(leaves.slice(0, 2))
    const forged = merkleLeaf(concatBytes(leaves[0], leaves[1]))
    expect(equalBytes(forged, two)).toBe(false)
  })
})

test('a path is made only for a leaf of the tree, a node only of two hashes', () => {
  const leaves = makeItems(3).map(merkleLeaf)
  for (const index of [-1, 3, 0.5, Number.NaN]) expect(() => merkleProof(leaves, index), `${index}`).toThrow(RangeError)
  expect(() => merkleProof([], 0)).toThrow(RangeError)
  expect(() => merkleNode(leaves[0], leaves[1].subarray(1))).toThrow(RangeError)
  expect(() => merkleRootOfLeaves([leaves[0], new Uint8Array(33)])).toThrow(RangeError)
})
