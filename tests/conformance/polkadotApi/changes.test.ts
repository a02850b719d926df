import type { PolkadotClient } from 'polkadot-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NEXT_SPEC_VERSION, TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { codeMarkerOf, PRESETS } from '../../../packages/runtime/src/index.ts'
import { drive, eventually } from '../drive.ts'
import { collect, connect, progress, signerOf } from './connect.ts'

const OTHER_HASH = `0x${'11'.repeat(32)}`

describe.each([
  { path: 'natively', hiddenMethods: [] },
  { path: 'over the older methods', hiddenMethods: ['chainHead_v1', 'archive_v1', 'transaction_v1', 'chainSpec_v1'] },
])('polkadot-api $path', ({ hiddenMethods }) => {
  let node: TestNode
  let client: PolkadotClient
  let api: any

  beforeEach(async () => {
    node = await TestNode.start({ server: { hiddenMethods } })
    await node.produceMany(3)
    ;({ client, api } = connect(node))
  })
  afterEach(async () => {
    client.destroy()
    await node.close()
  })

  const remark = (byte: number) => api.tx.System.remark({ remark: Uint8Array.of(byte) })

  test('follows a runtime upgrade and goes on signing', async () => {
    const { signer } = signerOf('//Alice')
    const { decodedCall } = api.tx.System.set_code({
      code: new TextEncoder().encode(codeMarkerOf(PRESETS.dev, NEXT_SPEC_VERSION)),
    })
    const upgrade = await drive<any>(node, api.tx.Sudo.sudo({ call: decodedCall }).signAndSubmit(signer))
    expect(upgrade.events.map(({ event }: any) => event.value.type)).toContain('CodeUpdated')
    const version = async () => (await api.constants.System.Version()).spec_version
    await eventually(async () => (await version()) === NEXT_SPEC_VERSION, 'the client upgrades')
    const { ok } = await drive<any>(node, remark(1).signAndSubmit(signerOf('//Bob').signer))
    expect(ok).toBe(true)
  })

  test('a watched transaction leaves the best chain with its block, comes back, and is final', async () => {
    const sent = collect<any>(remark(1).signSubmitAndWatch(signerOf('//Bob').signer))
    await eventually(() => node.pool.size.transactions === 1, 'the pool has the transaction')
    const parent = node.chain.best
    await node.produce()
    await eventually(() => progress(sent.seen).includes('found'), 'the transaction is found')
    await node.fork(parent, 2)
    await eventually(() => progress(sent.seen).at(-1) === 'not found', 'the transaction is gone')
    await drive(node, sent.done)
    expect(progress(sent.seen).filter((step) => step !== 'signed' && step !== 'broadcasted')).toEqual([
      'found',
      'not found',
      'found',
      'finalized',
    ])
  })

  test('hardware wallets may demand that the metadata be the true one (RFC-78)', async () => {
    const { withMetadataHash } = await import('polkadot-api/signer')
    const signer = withMetadataHash({ decimals: 12, tokenSymbol: 'ECHO' }, signerOf('//Bob').signer)
    expect((await drive<any>(node, remark(1).signAndSubmit(signer))).ok).toBe(true)
  })

  test('refused: stale, signed by nobody, for another chain, expired, from who cannot pay', async () => {
    const { signer } = signerOf('//Bob')
    await drive<any>(node, remark(1).signAndSubmit(signer))
    const refusal = async (transaction: Promise<Uint8Array>, at?: `0x${string}`) =>
      client.submit(await transaction, at).then(
        () => 'was accepted',
        (error) => error.error?.value?.type ?? error.message,
      )
    await eventually(async () => (await client.getFinalizedBlock()).hash === node.chain.finalized.hash, 'finality')

    expect(await refusal(remark(2).sign(signer, { nonce: 0 }))).toBe('Stale')
    const broken = (await remark(3).sign(signer, { nonce: 1 })) as Uint8Array
    broken[40] ^= 1
    expect(await refusal(Promise.resolve(broken))).toBe('BadProof')
    const otherChain = { CheckGenesis: { value: undefined, additionalSigned: OTHER_HASH } }
    expect(await refusal(remark(4).sign(signer, { nonce: 1, customSignedExtensions: otherChain }))).toBe('BadProof')
    const shortLived = (await remark(5).sign(signer, {
      nonce: 1,
      mortality: { mortal: true, period: 4 },
    })) as Uint8Array
    await node.produceMany(12)
    await eventually(async () => (await client.getFinalizedBlock()).hash === node.chain.finalized.hash, 'finality')
    expect(await refusal(Promise.resolve(shortLived))).toBe('BadProof')
    const pauper = signerOf('//Pauper').signer
    expect(await refusal(remark(6).sign(pauper, { nonce: 0 }))).toBe('Payment')
  })
})
