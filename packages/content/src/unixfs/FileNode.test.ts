import { sha256, utf8 } from '@echochain/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCid } from '../cid/Cid.ts'
import { ContentError } from '../ContentError.ts'
import { decodeFileNode, encodeFileNode, type FileLink } from './FileNode.ts'

const link = fc.record<FileLink>({
  cid: fc
    .tuple(fc.constantFrom('raw' as const, 'dag-pb' as const), fc.uint8Array({ minLength: 32, maxLength: 32 }))
    .map(([codec, digest]) => createCid(codec, digest)),
  fileSize: fc.integer({ min: 1, max: 2 ** 40 }),
  treeSize: fc.nat(Number.MAX_SAFE_INTEGER),
})
const links = fc.array(link, { minLength: 1, maxLength: 12 })

// That the bytes are those of @ipld/dag-pb and ipfs-unixfs is proven block by block in ContentHasher.test.ts.

test('a node decodes to the links it was made of', () => {
  fc.assert(
    fc.property(links, (links) => {
      expect(decodeFileNode(encodeFileNode(links))).toEqual(links)
    }),
  )
})

test('one node, one form: changed bytes are refused or mean something else', () => {
  fc.assert(
    fc.property(links, fc.nat(), fc.integer({ min: 1, max: 255 }), (links, at, change) => {
      const bytes = encodeFileNode(links)
      bytes[at % bytes.length] ^= change
      try {
        expect(decodeFileNode(bytes)).not.toEqual(links)
      } catch (error) {
        expect(error).toBeInstanceOf(ContentError)
      }
    }),
    { numRuns: 2000 },
  )
})

test('cut, lengthened and random bytes are refused', () => {
  const bytes = encodeFileNode([{ cid: createCid('raw', sha256(utf8('x'))), fileSize: 1024, treeSize: 1024 }])
  const refused = (input: Uint8Array): void => {
    expect(() => decodeFileNode(input)).toThrow(ContentError)
  }
  for (let length = 0; length < bytes.length; length++) refused(bytes.subarray(0, length))
  refused(Uint8Array.of(...bytes, 0))
  refused(Uint8Array.of(...bytes, ...bytes))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), refused))
})

test('a directory, a file with inline data and an empty node are refused', () => {
  for (const bytes of [
    Uint8Array.of(0x0a, 2, 8, 1), // dag-pb of an empty UnixFS directory
    Uint8Array.of(0x0a, 7, 8, 2, 0x12, 1, 0x61, 0x18, 1), // a file that holds "a" itself
    Uint8Array.of(0x0a, 4, 8, 2, 0x18, 0), // a file without links
    encodeFileNode([{ cid: createCid('raw', sha256(utf8('x'))), fileSize: 0, treeSize: 0 }]),
  ])
    expect(() => decodeFileNode(bytes)).toThrow(expect.objectContaining({ code: 'BAD_BLOCK' }))
})
