import { keypairFromUri } from '@echochain/crypto'
import { addressOf, mortalEra, runtimeCall } from '@echochain/frame'
import { balances, EXISTENTIAL_DEPOSIT } from '@echochain/runtime'
import { beforeEach, describe, expect, test } from 'vitest'
import { devKeypair, type Signing, TestChain } from '../testing/index.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const OTHER_HASH = `0x${'cd'.repeat(32)}` as const

let it: TestChain

beforeEach(async () => {
  it = await TestChain.open({ slotsPerEpoch: 32 })
  await it.produceMany(3)
})

const pay = (signing: Signing) => it.signer.transfer(ALICE, BOB.account, 5n, signing)

/** Refused by the pool with one code, and in a block that a proposer made of it all the same with another. */
async function expectRefused(bytes: Uint8Array, poolCode: string, importCode: string): Promise<void> {
  await expect(it.pool.submit(bytes)).rejects.toMatchObject({ code: poolCode })
  it.enter(it.slot + 1n)
  const block = await it.builder.build(it.chain.best, it.slot)
  const forged = it.builder.forge(block, { extrinsics: [...block.extrinsics, bytes] })
  await expect(it.importer.import(forged)).rejects.toMatchObject({ code: importCode })
}

describe('a signature is for one thing only; refused are signatures for', () => {
  test.each<[string, Signing]>([
    ['another genesis', { genesisHash: OTHER_HASH }],
    ['another spec version', { specVersion: 99 }],
    ['another transaction version', { transactionVersion: 2 }],
    ['another block where the era begins', { era: mortalEra(4, 3), eraHash: OTHER_HASH }],
    ['genesis where the era begins', { era: mortalEra(64, 3), eraHash: OTHER_HASH }],
  ])('%s', async (_, signing) => {
    await expectRefused(pay(signing), 'BadProof', 'BAD_SIGNATURE')
  })

  test('another account, another scheme, another nonce, another tip, another call', async () => {
    const bytes = pay({})
    const places = { account: 5, signature: 40, nonce: bytes.length - 40, amount: bytes.length - 1 }
    for (const [what, at] of Object.entries(places)) {
      const changed = bytes.slice()
      changed[at] ^= 4
      await expect(it.pool.submit(changed), what).rejects.toThrow()
      it.enter(it.slot + 1n)
      const block = await it.builder.build(it.chain.best, it.slot)
      const forged = it.builder.forge(block, { extrinsics: [...block.extrinsics, changed] })
      await expect(it.importer.import(forged), what).rejects.toMatchObject({
        code: expect.stringMatching(/BAD_SIGNATURE|INVALID_EXTRINSIC|UNDECODABLE_EXTRINSIC/),
      })
    }
    const scheme = bytes.slice()
    expect(scheme[36], 'MultiSignature::Ed25519').toBe(0)
    scheme[36] = 1
    await expectRefused(scheme, 'BadProof', 'BAD_SIGNATURE')
  })
})

describe('a transaction is included once', () => {
  test('again in a later block, or twice in the same one', async () => {
    const bytes = pay({})
    await it.pool.submit(bytes)
    await it.produce()
    await expectRefused(bytes, 'Stale', 'INVALID_EXTRINSIC')
    it.enter(it.slot + 1n)
    const next = pay({})
    const block = await it.builder.build(it.chain.best, it.slot, [next])
    const forged = it.builder.forge(block, { extrinsics: [...block.extrinsics, next] })
    await expect(it.importer.import(forged)).rejects.toMatchObject({ code: 'INVALID_EXTRINSIC' })
  })

  test('a mortal one on the fork it was signed for only', async () => {
    const [parent] = [it.chain.best]
    it.enter(20n)
    const [a] = await it.builder.grow(parent, [5n])
    const mortal = pay({ era: mortalEra(4, a.number) })
    await it.builder.grow(a, [6n], () => [mortal])
    await it.builder.grow(parent, [7n, 8n, 9n])
    // The pool tries by itself to take in what the lost block held, and bans it.
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    await expectRefused(mortal, 'BANNED', 'BAD_SIGNATURE')
  })

  test('a mortal one until its era is over', async () => {
    const mortal = pay({ era: mortalEra(4, 3), nonce: 0 })
    await it.produceMany(4)
    await expectRefused(mortal, 'BadProof', 'BAD_SIGNATURE')
  })

  test('an immortal one not again after its account was removed and came back', async () => {
    const poor = keypairFromUri('//somebody', 'ed25519')
    const amount = 10n ** 12n
    await it.pool.submit(it.signer.transfer(ALICE, poor.account, amount))
    await it.produce()
    expect(it.signer.nonceOf(poor.account)).toBe(4)
    const everything = runtimeCall(balances.calls.transferAll, { dest: addressOf(BOB.account), keepAlive: false })
    const first = it.signer.sign(everything, poor)
    await it.pool.submit(first)
    await it.produce()
    expect(it.signer.balanceOf(poor.account), 'removed').toBe(0n)
    expect(it.signer.nonceOf(poor.account)).toBe(0)
    await it.pool.submit(it.signer.transfer(ALICE, poor.account, amount))
    await it.produce()
    expect(it.signer.nonceOf(poor.account), 'the number of the block it came back in').toBe(6)
    await expectRefused(first, 'Stale', 'INVALID_EXTRINSIC')
    await it.pool.submit(it.signer.transfer(poor, BOB.account, EXISTENTIAL_DEPOSIT))
    await it.produce()
    expect(it.signer.nonceOf(poor.account)).toBe(7)
  })
})
