import { keypairFromUri } from '@echochain/crypto'
import { invalid } from '@echochain/frame'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestNode } from '../../../rpc/src/testing/TestNode.ts'
import { ChainFaucetWallet } from './ChainFaucetWallet.ts'

const ECHO = 10n ** 12n
const FERDIE = keypairFromUri('//Ferdie', 'ed25519')
const ANNA = keypairFromUri('//Anna', 'sr25519')
const BEN = keypairFromUri('//Ben', 'sr25519')

let node: TestNode
let wallet: ChainFaucetWallet
beforeEach(async () => {
  node = await TestNode.start()
  wallet = new ChainFaucetWallet({ nodeUrl: node.wsUrl, keypair: FERDIE })
})
afterEach(async () => {
  await wallet.close()
  await node.close()
})

const never = (error: Error): void => expect.unreachable(error.message)

test('transfers follow each other without waiting for blocks, each with the next nonce', async () => {
  const hashes = [await wallet.send(ANNA.account, 100n * ECHO, never), await wallet.send(BEN.account, ECHO, never)]
  expect(new Set(hashes).size).toBe(2)
  expect(await wallet.balanceOf(ANNA.account)).toBe(0n)
  await node.produce()
  expect(await wallet.balanceOf(ANNA.account)).toBe(100n * ECHO)
  expect(await wallet.balanceOf(BEN.account)).toBe(ECHO)
})

test('an account that has too little gives nothing', async () => {
  const poor = new ChainFaucetWallet({ nodeUrl: node.wsUrl, keypair: ANNA })
  await expect(poor.send(BEN.account, ECHO, never)).rejects.toMatchObject({ code: 'FAUCET_EMPTY' })
  await wallet.send(ANNA.account, 2n * ECHO, never)
  await node.produce()
  await poor.send(BEN.account, ECHO, never)
  await poor.close()
})

test('a node that is away is named, and asked again when it is back', async () => {
  const { port } = node
  await wallet.balanceOf(ANNA.account)
  await node.close()
  await expect(wallet.balanceOf(ANNA.account)).rejects.toMatchObject({ code: 'FAUCET_FAILED', retryAfterSeconds: 5 })
  await expect(wallet.send(ANNA.account, ECHO, never)).rejects.toMatchObject({ code: 'FAUCET_FAILED' })
  node = await TestNode.start({ server: { ports: [port] } })
  await wallet.send(ANNA.account, ECHO, never)
  await node.produce()
  expect(await wallet.balanceOf(ANNA.account)).toBe(ECHO)
})

test('what the pool drops later is told', async () => {
  const lost = Promise.withResolvers<Error>()
  const hash = await wallet.send(ANNA.account, ECHO, lost.resolve)
  node.pool.reject(node.pool.find(hash)!, invalid('Call', 'Removed by the operator'))
  expect((await lost.promise).message).toContain('became invalid')
})
