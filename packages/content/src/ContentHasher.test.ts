import { createHash } from 'node:crypto'
import { merkleRoot } from '@echochain/codec'
import { toHex } from '@echochain/codec'
import fc from 'fast-check'
import { importer } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'
import { CID } from 'multiformats/cid'
import { describe, expect, test } from 'vitest'
import { ContentHasher, describeContent } from './ContentHasher.ts'
import { type FileLayout, UNIXFS_V1_2025 } from './unixfs/FileLayout.ts'
import { patternBytes } from './testing/patternBytes.ts'

interface Imported {
  cid: string
  nodes: Map<string, Uint8Array>
}

/** What js-ipfs makes of the same bytes: the root and every dag-pb block. */
async function importByIpfs(bytes: Uint8Array, layout: FileLayout): Promise<Imported> {
  const nodes = new Map<string, Uint8Array>()
  const blocks = {
    put: async (cid: CID, block: Uint8Array) => {
      if (cid.code === 0x70) nodes.set(cid.toString(), block)
      return cid
    },
    get: async function* () {},
  }
  const options =
    layout === UNIXFS_V1_2025
      ? { profile: 'unixfs-v1-2025' as const }
      : {
          profile: 'unixfs-v1-2025' as const,
          chunker: fixedSize({ chunkSize: layout.chunkSize }),
          layout: balanced({ maxChildrenPerNode: layout.maxLinks }),
        }
  for await (const entry of importer([{ content: [bytes] }], blocks as any, options))
    return { cid: entry.cid.toString(), nodes }
  throw new Error('The importer gave nothing')
}

function describeWithNodes(bytes: Uint8Array, layout: FileLayout, piece = 5000) {
  const nodes = new Map<string, Uint8Array>()
  const hasher = new ContentHasher({ layout, onNode: ({ cid }, block) => void nodes.set(cid, block) })
  for (let at = 0; at < bytes.length; at += piece) hasher.update(bytes.subarray(at, at + piece))
  return { ...hasher.finish(), nodes }
}

const MIB = 1024 * 1024

describe('unixfs-v1-2025 (IPIP-499): the CID is that of ipfs-unixfs-importer', () => {
  test.each([0, 1, 1023, 1024, MIB - 1, MIB, MIB + 1, 2 * MIB - 1, 2 * MIB, 2 * MIB + 1, 5 * MIB + 12_345])(
    'a file of %d bytes in the profile',
    async (size) => {
      const bytes = patternBytes(size)
      const expected = await importByIpfs(bytes, UNIXFS_V1_2025)
      const ours = describeWithNodes(bytes, UNIXFS_V1_2025, 300_000)
      expect(ours.cid).toBe(expected.cid)
      expect(ours.nodes).toEqual(expected.nodes)
    },
  )

  // The boundaries of 1,024 links of 1 MiB in small: chunks of 1 KiB, few links, up to five levels.
  for (const maxLinks of [2, 3, 4, 10]) {
    const layout = { chunkSize: 1024, maxLinks }
    const boundaries = [1, 2, 3].map((level) => maxLinks ** level).filter((leaves) => leaves <= 130)
    const sizes = boundaries.flatMap((leaves) =>
      [leaves - 1, leaves, leaves + 1].flatMap((n) => [n * 1024 - 1, n * 1024, n * 1024 + 1]),
    )
    test(`every boundary of trees with ${maxLinks} links a node`, async () => {
      for (const size of sizes) {
        const bytes = patternBytes(size)
        const expected = await importByIpfs(bytes, layout)
        const ours = describeWithNodes(bytes, layout)
        expect(ours.cid, `size ${size}`).toBe(expected.cid)
        expect(ours.nodes, `size ${size}`).toEqual(expected.nodes)
      }
    })
  }

  test('1,024 links and one more, in chunks of 1 KiB', async () => {
    const layout = { chunkSize: 1024, maxLinks: 1024 }
    for (const leaves of [1024, 1025]) {
      const bytes = patternBytes(leaves * 1024)
      expect(describeWithNodes(bytes, layout).cid, `${leaves} leaves`).toBe((await importByIpfs(bytes, layout)).cid)
    }
  })

  test('any size and any tree', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60_000),
        fc.constantFrom(1024, 2048, 4096),
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 1, max: 9000 }),
        async (size, chunkSize, maxLinks, piece) => {
          const layout = { chunkSize, maxLinks }
          const bytes = patternBytes(size)
          expect(describeWithNodes(bytes, layout, piece).cid).toBe((await importByIpfs(bytes, layout)).cid)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the description of a file', () => {
  test('plainHash is the SHA-256 of the whole file, segmentRoot the RFC 6962 root over 1 KiB segments', () => {
    for (const size of [0, 1, 1023, 1024, 1025, MIB, MIB + 1, 3 * MIB + 5000]) {
      const bytes = patternBytes(size)
      const segments = []
      for (let at = 0; at < size; at += 1024) segments.push(bytes.subarray(at, at + 1024))
      const { plainHash, segmentRoot } = describeContent(bytes)
      expect(plainHash, `size ${size}`).toBe(toHex(createHash('sha256').update(bytes).digest()))
      expect(segmentRoot, `size ${size}`).toBe(toHex(merkleRoot(segments)))
    }
  })

  test('does not depend on the pieces the bytes come in', () => {
    const bytes = patternBytes(20_000)
    const layout = { chunkSize: 2048, maxLinks: 3 }
    const { nodes: _, ...whole } = describeWithNodes(bytes, layout, bytes.length)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 7000 })), (cuts) => {
        const hasher = new ContentHasher({ layout })
        let at = 0
        for (const length of cuts) hasher.update(bytes.subarray(at, (at += length)))
        expect(hasher.update(bytes.subarray(at)).finish()).toEqual(whole)
      }),
    )
  })

  test('published CIDs of known bytes', () => {
    // `ipfs add --cid-version 1 --raw-leaves` of an empty file and of "hello world\n", as the IPFS documentation shows.
    expect(describeContent(new Uint8Array(0)).cid).toBe('bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku')
    expect(describeContent(new TextEncoder().encode('hello world\n')).cid).toBe(
      'bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4',
    )
  })

  test('a layout whose chunks are no whole segment subtrees is refused', () => {
    for (const chunkSize of [512, 1000, 1536, 0, -1024, Number.NaN])
      expect(() => new ContentHasher({ layout: { chunkSize, maxLinks: 2 } }), `${chunkSize}`).toThrow(RangeError)
    expect(() => new ContentHasher({ layout: { chunkSize: 1024, maxLinks: 1 } })).toThrow(RangeError)
  })
})
