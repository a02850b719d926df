import type { BlockInfo, PolkadotClient } from 'polkadot-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { drive, eventually } from '../drive.ts'
import { collect, connect, progress, signerOf } from './connect.ts'

const SHARE = 55_555_555_555_554_444_444n
const GENESIS_ACCOUNTS = 6 * 3 + 2
const NEW_GROUPS = ['chainHead_v1', 'archive_v1', 'transaction_v1', 'chainSpec_v1']

/** The client chooses its path for each group of methods by what `rpc_methods` lists. */
const PATHS = [
  { path: 'natively', hiddenMethods: [] },
  { path: 'over the older methods alone', hiddenMethods: NEW_GROUPS },
  { path: 'over older methods in place of chainHead', hiddenMethods: ['chainHead_v1'] },
]

describe.each(PATHS)('polkadot-api $path', ({ hiddenMethods }) => {
  let node: TestNode
  let client: PolkadotClient
  let api: any

  beforeAll(async () => {
    node = await TestNode.start({ server: { hiddenMethods } })
    await node.produceMany(14)
    ;({ client, api } = connect(node))
  })
  afterAll(async () => {
    client.destroy()
    await node.close()
  })

  test('learns what chain it is on', async () => {
    const { name, genesisHash, properties } = await client.getChainSpecData()
    expect(genesisHash).toBe(node.chain.genesisHash)
    expect(properties).toEqual({ ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'ECHO' })
    expect(name).toBe(hiddenMethods.length === 4 ? 'EchoChain Node' : 'EchoChain Development')
  })

  test('reads constants', async () => {
    expect(await api.constants.Balances.ExistentialDeposit()).toBe(10_000_000n)
    expect((await api.constants.System.Version()).spec_version).toBe(100)
  })

  test('reads a value, several, all entries, and what is not there', async () => {
    const { address } = signerOf('//Bob')
    expect((await api.query.System.Account.getValue(address)).data.free).toBe(SHARE)
    const nobody = signerOf('//Nobody').address
    const several = await api.query.System.Account.getValues([[address], [nobody]])
    expect(several.map(({ data }: any) => data.free)).toEqual([SHARE, 0n])
    expect(await api.query.System.Account.getEntries()).toHaveLength(GENESIS_ACCOUNTS)
    expect(await api.query.System.BlockHash.getEntries()).toHaveLength(node.chain.finalized.number)
    expect(await api.query.SampleRegistry.Sample.getValue(7)).toBeUndefined()
  })

  test('calls runtime APIs', async () => {
    expect(await api.apis.AccountNonceApi.account_nonce(signerOf('//Bob').address)).toBe(0)
    expect((await api.apis.Core.version()).spec_name).toBe('echochain')
  })

  test('is told of best and finalized blocks as they come', async () => {
    const finalized = collect<BlockInfo>(client.finalizedBlock$)
    const best = collect<BlockInfo[]>(client.bestBlocks$)
    await eventually(() => finalized.seen.length > 0 && best.seen.length > 0, 'the first blocks')
    await node.produceMany(8)
    await eventually(
      () =>
        finalized.seen.at(-1)!.hash === node.chain.finalized.hash && best.seen.at(-1)![0].hash === node.chain.best.hash,
      'the last blocks',
    )
    finalized.stop()
    best.stop()
    expect(best.seen.at(-1)!.at(-1)!.hash).toBe(node.chain.finalized.hash)
  })

  test('knows the fee beforehand', async () => {
    const { address, signer } = signerOf('//Dave')
    const remark = api.tx.System.remark({ remark: new Uint8Array(9) })
    const fee = await remark.getEstimatedFees(address)
    const { events } = await drive<any>(node, remark.signAndSubmit(signer))
    const paid = events.find(({ event }: any) => event.value.type === 'TransactionFeePaid').event.value.value
    expect(paid.actual_fee).toBe(fee)
  })

  for (const scheme of ['sr25519', 'ed25519', 'ecdsa'] as const)
    test(`a transfer signed with ${scheme} is found, and final`, async () => {
      const { signer } = signerOf('//Eve', scheme)
      const dest = { type: 'Id', value: signerOf('//Charlie', scheme).address }
      const transfer = api.tx.Balances.transfer_keep_alive({ dest, value: 10n ** 12n })
      const sent = collect<any>(transfer.signSubmitAndWatch(signer))
      const { ok, events, block } = await drive(node, sent.done)
      expect(ok).toBe(true)
      expect(progress(sent.seen)).toEqual(['signed', 'broadcasted', 'found', 'finalized'])
      expect(events.map(({ event }: any) => `${event.type}.${event.value.type}`)).toEqual([
        'TransactionPayment.TransactionFeePaid',
        'Balances.Transfer',
        'System.ExtrinsicSuccess',
      ])
      expect(block.hash).toBe(node.chain.hashAt(block.number))
      expect((await api.query.System.Account.getValue(dest.value)).data.free).toBe(SHARE + 10n ** 12n)
    })

  test('module and token errors have their names', async () => {
    const { signer, address } = signerOf('//Ferdie')
    const dest = { type: 'Id', value: address }
    const tooMuch = api.tx.Balances.transfer_keep_alive({ dest, value: 10n ** 24n })
    const token = await drive<any>(node, tooMuch.signAndSubmit(signer))
    expect(token.dispatchError).toEqual({ type: 'Token', value: { type: 'FundsUnavailable', value: undefined } })
    const { decodedCall } = api.tx.System.remark({ remark: new Uint8Array(1) })
    const module = await drive<any>(node, api.tx.Sudo.sudo({ call: decodedCall }).signAndSubmit(signer))
    expect(module.dispatchError).toMatchObject({
      type: 'Module',
      value: { type: 'Sudo', value: { type: 'RequireSudo' } },
    })
  })

  test('watches a value', async () => {
    const { address } = signerOf('//Dave', 'ed25519')
    const watched = collect<any>(api.query.System.Account.watchValue(address, { at: 'best' }))
    await eventually(() => watched.seen.length > 0, 'the value now')
    const dest = { type: 'Id', value: address }
    const transfer = api.tx.Balances.transfer_keep_alive({ dest, value: 3n })
    await drive<any>(node, transfer.signAndSubmit(signerOf('//Dave', 'ecdsa').signer))
    await eventually(() => watched.seen.at(-1).value.data.free === SHARE + 3n, 'the new value')
    watched.stop()
    expect(new Set(watched.seen.map(({ value }) => value.data.free))).toEqual(new Set([SHARE, SHARE + 3n]))
  })

  test('watches all entries of a map; over the older methods it proves from our read proofs what has changed', async () => {
    const watched = collect<any>(api.query.System.Account.watchEntries({ at: 'best' }))
    await eventually(() => watched.seen.length > 0, 'the entries now')
    const before = watched.seen[0].entries.length
    const newcomer = signerOf(`//Newcomer${hiddenMethods.length}`).address
    const dest = { type: 'Id', value: newcomer }
    const transfer = api.tx.Balances.transfer_keep_alive({ dest, value: 10n ** 12n })
    await drive<any>(node, transfer.signAndSubmit(signerOf('//Bob', 'ed25519').signer))
    await eventually(() => watched.seen.at(-1).entries.length === before + 1, 'the new entry')
    await node.produceMany(2)
    await eventually(() => watched.seen.at(-1).block.hash === node.chain.best.hash, 'blocks after it')
    watched.stop()
    const upserted = watched.seen.slice(1).flatMap(({ deltas }) => deltas?.upserted ?? [])
    expect(upserted.map(({ args }: any) => args[0])).toContain(newcomer)
    expect(watched.seen.at(-1).deltas?.deleted ?? []).toEqual([])
  })

  test('reads blocks of the past', async () => {
    const hash = node.chain.hashAt(2)!
    const header = await client.getBlockHeader(hash)
    expect(header.number).toBe(2)
    expect(header.stateRoot).toBe(node.chain.header(hash)!.stateRoot)
    expect(await client.getBlockBody(hash)).toHaveLength(1)
    expect(await api.query.System.Number.getValue({ at: hash })).toBe(2)
    expect(await api.query.System.Account.getEntries({ at: hash })).toHaveLength(GENESIS_ACCOUNTS)
    expect((await api.apis.Core.version({ at: hash })).spec_version).toBe(100)
  })
})
