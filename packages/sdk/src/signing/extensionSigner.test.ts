import { encode, type Hex, toHex, utf8 } from '@echochain/codec'
import { MultiSignature, type SignatureScheme, verifySignature } from '@echochain/crypto'
import { Keyring } from '@polkadot/api'
import type { KeyringPair } from '@polkadot/keyring/types'
import { u8aToHex, u8aWrapBytes } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { connectPolkadotJs } from '../../../frame/src/testing/clients.ts'
import { failureOf } from '../testing/failureOf.ts'
import { devKeys, producing, startChain, transfer } from '../testing/startChain.ts'
import { extensionSigner, type InjectedSigner } from './extensionSigner.ts'

const ECHO = 1_000_000_000_000n
const bob = devKeys('Bob')

/** Signs as the polkadot.js extension does: https://github.com/polkadot-js/extension `RequestExtrinsicSign`, `RequestBytesSign`. */
const polkadotWallet = (pair: KeyringPair, runtime: Parameters<typeof connectPolkadotJs>[0]): InjectedSigner => ({
  async signPayload(json) {
    const { registry } = connectPolkadotJs(runtime)
    registry.setSignedExtensions([...json.signedExtensions])
    return registry.createType('ExtrinsicPayload', json, { version: json.version }).sign(pair)
  },
  signRaw: async ({ data }) => ({ signature: u8aToHex(pair.sign(u8aWrapBytes(data))) }),
})

const pairOf = (name: string, type: SignatureScheme) => new Keyring({ type }).addFromUri(`//${name}`)

beforeAll(() => cryptoWaitReady())

describe.each<SignatureScheme>(['sr25519', 'ed25519', 'ecdsa'])('a browser wallet with a key of %s', (scheme) => {
  test('signs with polkadot.js what the chain takes, at the fee foretold without it', async () => {
    await using chain = await startChain()
    const { account } = devKeys('Alice', scheme)
    const signer = extensionSigner(account, scheme, polkadotWallet(pairOf('Alice', scheme), chain.client.runtime))
    const fee = await chain.client.fee(transfer(bob, ECHO), { account, scheme })
    expect((await chain.client.submit(transfer(bob, ECHO), signer, producing(chain.node))).fee).toBe(fee)
    const tipped = producing(chain.node, { tip: 3n * ECHO })
    expect((await chain.client.submit(transfer(bob, ECHO), signer, tipped)).fee).toBeGreaterThan(3n * ECHO)
  })

  test('signs messages wrapped in <Bytes>', async () => {
    await using chain = await startChain()
    const { account } = devKeys('Alice', scheme)
    const signer = extensionSigner(account, scheme, polkadotWallet(pairOf('Alice', scheme), chain.client.runtime))
    const signature = await signer.signMessage(utf8('an order'))
    expect(verifySignature(signature, utf8('<Bytes>an order</Bytes>'), account)).toBe(true)
  })
})

test('signatures with and without their type in front are read alike', async () => {
  const alice = devKeys('Alice')
  const signed = alice.sign(utf8('<Bytes>x</Bytes>'))
  for (const signature of [toHex(signed.value), toHex(encode(MultiSignature, signed))]) {
    const signer = extensionSigner(alice.account, 'sr25519', { signRaw: async () => ({ signature }) })
    expect(await signer.signMessage(utf8('x'))).toEqual(signed)
  }
})

test.each<[string, () => Hex]>([
  ['another message', () => toHex(devKeys('Alice').sign(utf8('y')).value)],
  ['another key', () => toHex(devKeys('Bob').sign(utf8('x')).value)],
  ['no signature', () => '0x'],
  ['no hexadecimal', () => 'nothing' as Hex],
])('what a wallet signs is checked: %s', async (_what, answer) => {
  const signer = extensionSigner(devKeys('Alice').account, 'sr25519', {
    signRaw: async () => ({ signature: answer() }),
    signPayload: async () => ({ signature: answer() }),
  })
  await using chain = await startChain()
  for (const signing of [signer.signMessage(utf8('x')), chain.client.sign(transfer(bob, ECHO), signer)])
    expect(await failureOf(signing)).toMatchObject({ code: 'BAD_SIGNATURE' })
})

test('a person who says no, and a wallet that cannot sign, reject what is asked', async () => {
  const { account } = devKeys('Alice')
  const refusal = new Error('Cancelled')
  const refusing = extensionSigner(account, 'sr25519', { signRaw: () => Promise.reject(refusal) })
  expect(await failureOf(refusing.signMessage(utf8('x')))).toBe(refusal)
  expect(await failureOf(extensionSigner(account, 'sr25519', {}).signMessage(utf8('x')))).toMatchObject({
    code: 'BAD_SIGNATURE',
  })
})
