import { fromHex, merkleRoot } from '@echochain/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeContent } from '../ContentHasher.ts'
import { patternBytes } from '../testing/patternBytes.ts'
import { countSegments, createSegmentProof, type SegmentProof, verifySegmentProof } from './segments.ts'
import { segmentRootOf } from './segmentRoot.ts'
import { segmentRootOf as portableSegmentRootOf } from './segmentRoot.portable.ts'

const CHUNK = 4096

function proofOf(bytes: Uint8Array, index: number, chunkSize = CHUNK): SegmentProof {
  const chunks = []
  for (let at = 0; at < bytes.length; at += chunkSize) chunks.push(bytes.subarray(at, at + chunkSize))
  const chunk = chunks[Math.floor((index * 1024) / chunkSize)]
  return createSegmentProof(index, chunkSize, chunk, chunks.map(segmentRootOf))
}

test('RFC 6962: the root does not depend on how the file is cut into chunks', () => {
  for (const size of [1, 1024, 4096, 4097, 12_288, 13_000, 40_000]) {
    const bytes = patternBytes(size)
    const segments = Array.from({ length: countSegments(size) }, (_, i) => bytes.subarray(i * 1024, i * 1024 + 1024))
    expect(segmentRootOf(bytes), `size ${size}`).toEqual(merkleRoot(segments))
    expect(fromHex(describeContent(bytes).segmentRoot), `size ${size}`).toEqual(merkleRoot(segments))
  }
})

test('every segment of a file has a proof that verifies, and no other index or size does', () => {
  for (const size of [1, 1023, 1024, 1025, 4096, 4097, 9000, 17_408]) {
    const bytes = patternBytes(size)
    const root = segmentRootOf(bytes)
    for (let index = 0; index < countSegments(size); index++) {
      const proof = proofOf(bytes, index)
      expect(verifySegmentProof(root, size, proof), `segment ${index} of ${size}`).toBe(true)
      expect(verifySegmentProof(root, size, { ...proof, index: index + 1 }), `${index}+1 of ${size}`).toBe(false)
      expect(verifySegmentProof(root, size - 1, proof) && index === countSegments(size) - 1).toBe(false)
    }
  }
})

test('one changed bit anywhere in a proof is noticed', () => {
  const bytes = patternBytes(10_000)
  const root = segmentRootOf(bytes)
  fc.assert(
    fc.property(fc.nat(9), fc.nat(100_000), (index, at) => {
      const { segment, path } = proofOf(bytes, index)
      const parts = [segment.slice(), ...path.map((hash) => hash.slice())]
      const part = parts[at % parts.length]
      part[at % part.length] ^= 1 << (at % 8)
      expect(verifySegmentProof(root, 10_000, { index, segment: parts[0], path: parts.slice(1) })).toBe(false)
    }),
  )
})

test('proofs with numbers that count nothing are false, not errors', () => {
  const bytes = patternBytes(5000)
  const proof = proofOf(bytes, 2)
  const root = segmentRootOf(bytes)
  for (const index of [-1, 0.5, Number.NaN, Infinity, 2 ** 53])
    expect(verifySegmentProof(root, 5000, { ...proof, index }), `index ${index}`).toBe(false)
  for (const size of [0, -5, Number.NaN, Infinity])
    expect(verifySegmentProof(root, size, proof), `size ${size}`).toBe(false)
  expect(verifySegmentProof(root, 5000, { ...proof, path: proof.path.slice(1) })).toBe(false)
  expect(verifySegmentProof(root, 5000, { ...proof, path: [...proof.path, root] })).toBe(false)
})

test('the root made by Node is the portable one, for every number of segments', () => {
  const sizes = [0, 1, 1023, 1_048_575, 1_048_576, 1_048_577, 2_097_152, 3_300_000]
  for (let segments = 1; segments <= 70; segments++) sizes.push(segments * 1024, segments * 1024 - 7)
  for (const size of sizes) {
    const bytes = patternBytes(size)
    expect(segmentRootOf(bytes), `size ${size}`).toEqual(portableSegmentRootOf(bytes))
  }
})
