import { type ApiPromise, WsProvider } from '@polkadot/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { connect, pairOf } from './connect.ts'

const BOB = pairOf('//Bob')
const OTHER_HASH = `0x${'11'.repeat(32)}`

let node: TestNode
let api: ApiPromise

beforeAll(async () => {
  node = await TestNode.start()
  await node.produceMany(3)
  api = await connect(node)
})
afterAll(async () => {
  await api.disconnect()
  await node.close()
})

let remarks = 0
/** Each time another one: a transaction found invalid is not looked at again for some time. */
const remark = () => api.tx.system.remark(`0x${(++remarks).toString(16).padStart(8, '0')}`)

/** A remark signed by `signer` in Bob's name, over whatever `overrides` say instead of the truth. */
function sign(overrides: object, signer = BOB) {
  const transaction = remark()
  const payload = {
    address: BOB.address,
    blockHash: api.genesisHash.toHex(),
    era: '0x00',
    genesisHash: api.genesisHash.toHex(),
    method: transaction.method.toHex(),
    nonce: 0,
    specVersion: 100,
    transactionVersion: 1,
    tip: 0,
    version: 4,
    ...overrides,
  }
  const { signature } = api.createType('ExtrinsicPayload', payload, { version: 4 }).sign(signer)
  transaction.addSignature(payload.address, signature, payload as never)
  return transaction
}

/** The code and text polkadot.js shows of what the node answers. */
async function refusal(transaction: { send(): Promise<unknown> }): Promise<string> {
  try {
    await transaction.send()
  } catch (error) {
    return (error as Error).message
  }
  return 'was accepted'
}

const BAD_SIGNATURE = '1010: Invalid Transaction: Transaction has a bad signature'

test('stale: the nonce has been used', async () => {
  await sign({ nonce: 0 }).send()
  await node.produce()
  expect(await refusal(sign({ nonce: 0 }))).toBe('1010: Invalid Transaction: Transaction is outdated')
})

test('a signature by somebody else', async () => {
  expect(await refusal(sign({ nonce: 1 }, pairOf('//Dave')))).toBe(BAD_SIGNATURE)
})

test('signed for another chain', async () => {
  expect(await refusal(sign({ nonce: 1, genesisHash: OTHER_HASH }))).toBe(BAD_SIGNATURE)
})

test('signed for another version of the runtime', async () => {
  expect(await refusal(sign({ nonce: 1, specVersion: 99 }))).toBe(BAD_SIGNATURE)
})

test('signed for another version of the encoding of transactions', async () => {
  expect(await refusal(sign({ nonce: 1, transactionVersion: 2 }))).toBe(BAD_SIGNATURE)
})

test('signed for another fork', async () => {
  const era = mortalEra(node.chain.best.number, 64)
  expect(await refusal(sign({ nonce: 1, era, blockHash: OTHER_HASH }))).toBe(BAD_SIGNATURE)
})

test('expired: the blocks it was meant for are past', async () => {
  const { number, hash } = node.chain.best
  const transaction = sign({ nonce: 1, era: mortalEra(number, 4), blockHash: hash })
  await node.produceMany(8)
  expect(await refusal(transaction)).toBe(BAD_SIGNATURE)
})

const mortalEra = (current: number, period: number): string =>
  api.createType('ExtrinsicEra', { current, period }).toHex()

test('of an era whose first block is not known', async () => {
  const { number, hash } = node.chain.best
  const transaction = sign({ nonce: 1, era: mortalEra(number + 2, 64), blockHash: hash })
  expect(await refusal(transaction)).toBe('1010: Invalid Transaction: Transaction has an ancient birth block')
})

test('with a digest of other metadata', async () => {
  expect(await refusal(sign({ nonce: 1, mode: 1, metadataHash: OTHER_HASH }))).toBe(BAD_SIGNATURE)
})

test('from an account that cannot pay the fee', async () => {
  const pauper = pairOf('//Pauper')
  expect(await refusal(sign({ address: pauper.address }, pauper))).toBe(
    '1010: Invalid Transaction: Inability to pay some fees , e.g. account balance too low', // the client's punctuation
  )
})

test('twice the same', async () => {
  const transaction = sign({ nonce: 1 })
  await transaction.send()
  expect(await refusal(transaction)).toMatch(/^1013: Transaction Already Imported/)
})

test('in the place of one that pays as much', async () => {
  expect(await refusal(sign({ nonce: 1 }))).toMatch(/^1014: Priority is too low/)
})

test('found invalid, and sent again', async () => {
  const transaction = sign({ nonce: 2, genesisHash: OTHER_HASH })
  await refusal(transaction)
  expect(await refusal(transaction)).toMatch(/^1012: Transaction is temporarily banned/)
})

test('unsigned', async () => {
  expect(await refusal(remark())).toBe(
    '1011: Unknown Transaction Validity: Could not find an unsigned validator for the unsigned transaction',
  )
})

test('bytes that are no extrinsic', async () => {
  await expect(api.rpc.author.submitExtrinsic('0x0c0102' as never)).rejects.toThrow()
  const provider = new WsProvider(node.wsUrl)
  await provider.isReady
  await expect(provider.send('author_submitExtrinsic', ['0x0c01'])).rejects.toThrow(
    /^1001: Extrinsic has invalid format/,
  )
  await provider.disconnect()
})
