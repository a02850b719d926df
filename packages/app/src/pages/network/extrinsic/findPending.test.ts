import { ss58Encode, toHex } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import {
  addressOf,
  balances,
  type ChainClient,
  createRuntime,
  extrinsicHash,
  PRESETS,
  runtimeCall,
  signExtrinsic,
} from '@echochain/sdk'
import { expect, test } from 'vitest'
import { findPending } from './findPending.ts'

const [alice, bob] = ['//Alice', '//Bob'].map((uri) => keypairFromUri(uri, 'sr25519'))
const runtime = createRuntime(PRESETS.dev)
const transfer = (value: bigint, nonce: number) =>
  signExtrinsic(
    runtime,
    runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(bob.account), value }),
    alice,
    {
      CheckSpecVersion: { additional: runtime.version.specVersion },
      CheckTxVersion: { additional: runtime.version.transactionVersion },
      CheckGenesis: { additional: `0x${'22'.repeat(32)}` },
      CheckMortality: { extra: { type: 'Immortal', value: undefined }, additional: `0x${'22'.repeat(32)}` },
      CheckNonce: { extra: nonce },
      ChargeTransactionPayment: { extra: 0n },
      CheckMetadataHash: { extra: 'Disabled' },
    },
  )

/** A chain client whose node has these transactions waiting. */
const waiting = (...extrinsics: Uint8Array[]) =>
  ({ runtime, rpc: { request: async () => extrinsics.map(toHex) } }) as unknown as ChainClient

test('a transaction that waits is found by its hash and decoded', async () => {
  const [first, second] = [await transfer(1n, 0), await transfer(2n, 1)]
  expect(await findPending(waiting(first, second), extrinsicHash(second), 42)).toEqual({
    signer: ss58Encode(alice.account),
    call: {
      call: 'Balances.transfer_keep_alive',
      args: { dest: { type: 'Id', value: ss58Encode(bob.account) }, value: '2' },
    },
  })
})

test('one that does not wait is not found', async () => {
  const first = await transfer(1n, 0)
  expect(await findPending(waiting(first), extrinsicHash(await transfer(2n, 1)), 42)).toBeNull()
  expect(await findPending(waiting(), extrinsicHash(first), 42)).toBeNull()
})
