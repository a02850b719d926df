import { DedotClient } from '@dedot/api'
import { WsProvider } from '@dedot/providers'
import type { KeyringPair } from '@polkadot/keyring/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NEXT_SPEC_VERSION, TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { codeMarkerOf, PRESETS } from '../../../packages/runtime/src/index.ts'
import { drive, eventually } from '../drive.ts'
import { pairOf } from '../polkadotJs/connect.ts'

const SHARE = 55_555_555_555_554_444_444n
const GENESIS_ACCOUNTS = 6 * 3 + 2

describe.each(['v2', 'legacy'] as const)('dedot with its %s client', (rpcVersion) => {
  let node: TestNode
  let client: any

  beforeAll(async () => {
    node = await TestNode.start()
    await node.produceMany(14)
    client = await DedotClient.create({ provider: new WsProvider(node.wsUrl), rpcVersion })
  })
  afterAll(async () => {
    await client.disconnect()
    await node.close()
  })

  /** Signs, submits and watches a transaction until it is final. */
  const finalize = (transaction: any, signer: KeyringPair, options = {}) =>
    drive<any>(node, transaction.signAndSend(signer, options).untilFinalized())

  test('connects, and knows the chain, its version and its constants', () => {
    expect(client.rpcVersion).toBe(rpcVersion)
    expect(client.genesisHash).toBe(node.chain.genesisHash)
    expect(client.runtimeVersion.specVersion).toBe(100)
    expect(client.consts.balances.existentialDeposit).toBe(10_000_000n)
  })

  test('reads a value, several, and all entries', async () => {
    const { address } = pairOf('//Bob')
    expect((await client.query.system.account(address)).data.free).toBe(SHARE)
    const several = await client.query.system.account.multi([address, pairOf('//Nobody').address])
    expect(several.map(({ data }: any) => data.free)).toEqual([SHARE, 0n])
    expect(await client.query.system.account.entries()).toHaveLength(GENESIS_ACCOUNTS)
  })

  test('calls runtime APIs', async () => {
    expect(await client.call.accountNonceApi.accountNonce(pairOf('//Bob').address)).toBe(0)
    expect((await client.call.core.version()).specName).toBe('echochain')
  })

  test('subscribes to a value', async () => {
    const numbers: number[] = []
    const stop = await client.query.system.number((number: number) => void numbers.push(number))
    await node.produceMany(3)
    await eventually(() => numbers.at(-1) === node.chain.best.number, 'the last number')
    await stop()
  })

  for (const scheme of ['sr25519', 'ed25519', 'ecdsa'] as const)
    test(`a transfer signed with ${scheme} is final`, async () => {
      const { address } = pairOf('//Charlie', scheme)
      const { status, events, dispatchError } = await finalize(
        client.tx.balances.transferKeepAlive(address, 10n ** 12n),
        pairOf('//Eve', scheme),
      )
      expect(status.type).toBe('Finalized')
      expect(dispatchError).toBeUndefined()
      expect(events.map(({ event }: any) => `${event.pallet}.${event.palletEvent.name ?? event.palletEvent}`)).toEqual([
        'TransactionPayment.TransactionFeePaid',
        'Balances.Transfer',
        'System.ExtrinsicSuccess',
      ])
      expect((await client.query.system.account(address)).data.free).toBe(SHARE + 10n ** 12n)
    })

  test('module errors have their names, fees are known beforehand', async () => {
    const bob = pairOf('//Bob')
    const remark = client.tx.sudo.sudo(client.tx.system.remark('0x00').call)
    const { partialFee } = await remark.paymentInfo(bob)
    const { dispatchError, events } = await finalize(remark, bob)
    expect(client.errors.sudo.RequireSudo.is(dispatchError)).toBe(true)
    const paid = events.find(({ event }: any) => client.events.transactionPayment.TransactionFeePaid.is(event))
    expect(paid.event.palletEvent.data.actualFee).toBe(partialFee)
  })

  test('refuses what is stale', async () => {
    await finalize(client.tx.system.remark('0x01'), pairOf('//Bob'))
    const refused = client.tx.system.remark('0x02').signAndSend(pairOf('//Bob'), { nonce: 1 })
    await expect(refused).rejects.toThrow(rpcVersion === 'v2' ? 'Stale' : 'Invalid Transaction')
  })

  test('reads blocks of the past', async () => {
    const at = await client.at(node.chain.hashAt(2)!)
    expect(await at.query.system.number()).toBe(2)
  })

  test('follows a runtime upgrade and goes on signing', async () => {
    const code = codeMarkerOf(PRESETS.dev, NEXT_SPEC_VERSION)
    const hex = `0x${Buffer.from(code).toString('hex')}`
    await finalize(client.tx.sudo.sudo(client.tx.system.setCode(hex).call), pairOf('//Alice'))
    await eventually(() => client.runtimeVersion.specVersion === NEXT_SPEC_VERSION, 'the client upgrades')
    const { status } = await finalize(client.tx.system.remark('0x02'), pairOf('//Dave'))
    expect(status.type).toBe('Finalized')
  })
})
