import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cidFromBytes, downloadContent } from '@echochain/content'
import { ContentGateway, MemoryBlobStore, UploadDesk } from '@echochain/content/node'
import { registryStorage } from '@echochain/runtime'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { TestNode } from '../../../rpc/src/testing/TestNode.ts'
import { devKeys, producing, startChain } from '../testing/startChain.ts'
import { buyLicence } from './buyLicence.ts'
import { createOffer, registerSample, uploadSample } from './publishSample.ts'

const ECHO = 1_000_000_000_000n
const FILE = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) >> 7)

/** The gateway of a market that follows a chain. */
async function openGateway({ chain, clock }: TestNode): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'echochain-sdk-'))
  const store = new MemoryBlobStore()
  const uploads = await UploadDesk.open({ path, store, genesisHash: chain.genesisHash, now: () => clock.now() })
  const gateway = new ContentGateway({ store, uploads })
  const url = await gateway.listen({ port: 0 })
  onTestFinished(async () => {
    await gateway.close()
    await rm(path, { recursive: true })
  })
  return url
}

describe('a sample’s way', () => {
  test.each(['sr25519', 'ed25519', 'ecdsa'] as const)(
    'from the owner’s disk to the buyer’s, ordered and registered with a key of %s',
    async (scheme) => {
      await using chain = await startChain()
      const { node, client } = chain
      const gateway = await openGateway(node)
      const owner = devKeys('Bob', scheme)

      const content = await uploadSample(client, gateway, new Blob([FILE]), owner, { now: () => node.clock.now() })
      const offer = createOffer('Personal', ECHO)
      const metadata = { title: 'a loop', tags: [], kind: 'Loop', bpm: 0, key: undefined } as const
      const draft = { metadata, durationMs: 1_000, format: 'wav', offers: [offer] }
      const { sample } = await registerSample(client, content, draft, owner, producing(node))
      await buyLicence(client, sample, offer, devKeys('Alice'), producing(node))

      const record = await client.get(registryStorage.sample, sample)
      const pieces: Uint8Array[] = []
      for await (const piece of downloadContent([gateway], cidFromBytes(record!.content.contentCid))) pieces.push(piece)
      expect(Buffer.concat(pieces).equals(FILE)).toBe(true)
    },
  )

  test('is refused at the door with an order for another chain', async () => {
    await using chain = await startChain()
    const gateway = await openGateway(chain.node)
    const other = { genesisHash: `0x${'11'.repeat(32)}` } as typeof chain.client
    const upload = uploadSample(other, gateway, new Blob(['a loop']), devKeys('Bob'), {
      now: () => chain.node.clock.now(),
    })
    await expect(upload).rejects.toMatchObject({ code: 'WRONG_GENESIS' })
  })
})
