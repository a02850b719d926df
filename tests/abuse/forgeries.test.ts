import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concatBytes, encode, toHex, utf8 } from '@echochain/codec'
import { uploadMessage, wrapForWallet } from '@echochain/content'
import { MemoryBlobStore, UploadDesk } from '@echochain/content/node'
import {
  type Keypair,
  keypairFromUri,
  MultiSignature,
  proofOfPossession,
  type SignatureScheme,
} from '@echochain/crypto'
import {
  addressOf,
  bareExtrinsic,
  decodeExtrinsic,
  expectedPayload,
  IMMORTAL,
  mortalEra,
  runtimeCall,
  type RuntimeCall,
  systemStorage,
} from '@echochain/frame'
import {
  balances,
  DEV_NAMES,
  devAccount,
  devValidatorKey,
  preRuntimeLogs,
  readClaims,
  setRootsLog,
} from '@echochain/runtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { revealRoot, sealRoot } from '../../packages/consensus/src/import/checkHeader.ts'
import { type Signing, TestChain, traceOf, TransactionSigner } from '../../packages/consensus/src/testing/index.ts'
import { errorCode, openGateway } from '../../packages/content/src/testing/openGateway.ts'
import { GENESIS, NOW, orderFor, signed } from '../../packages/content/src/testing/signedOrders.ts'
import { FakeTimeNode, type RpcAnswer } from './FakeTimeNode.ts'

const SCHEMES: readonly SignatureScheme[] = ['ed25519', 'sr25519', 'ecdsa']
const OTHER_HASH = `0x${'cd'.repeat(32)}` as const
const ALICE = keypairFromUri('//Alice', 'ed25519')
const BOB = keypairFromUri('//Bob', 'ed25519')

const refused = (code: number, data: unknown): RpcAnswer =>
  expect.objectContaining({ error: expect.objectContaining({ code, data }) })
const BAD_PROOF = refused(1010, 'Transaction has a bad signature')
const STALE = refused(1010, 'Transaction is outdated')
const ANCIENT = refused(1010, 'Transaction has an ancient birth block')
const UNPAYABLE = refused(1010, 'Inability to pay some fees (e.g. account balance too low)')
const UNSIGNED = refused(1011, 'Could not find an unsigned validator for the unsigned transaction')
const UNKNOWN_SIGNER = refused(1011, 'Could not lookup information required to validate the transaction')
const UNDECODABLE = refused(1001, expect.any(String))
const BANNED = expect.objectContaining({ error: expect.objectContaining({ code: 1012 }) })
const ALREADY_IN = expect.objectContaining({ error: expect.objectContaining({ code: 1013 }) })
const TAKEN = { jsonrpc: '2.0', id: 1, result: expect.stringMatching(/^0x/) }

let dataDir: string
let it: FakeTimeNode
let signer: TransactionSigner

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'echochain-forgeries-'))
  it = await FakeTimeNode.start(dataDir)
  signer = new TransactionSigner(it.node.chain, it.node.pool)
  await it.passSlots(3)
})
afterAll(async () => {
  await it.stop()
  await rm(dataDir, { recursive: true })
})

async function restart(): Promise<void> {
  await it.stop()
  it = await FakeTimeNode.start(dataDir, it.clock)
  signer = new TransactionSigner(it.node.chain, it.node.pool)
}

const best = (): number => it.node.chain.best.number

const submit = (bytes: Uint8Array): Promise<RpcAnswer> => it.rpc('author_submitExtrinsic', toHex(bytes))

const payBob = (from: Keypair, signing?: Signing): Uint8Array => signer.transfer(from, BOB.account, 10n ** 12n, signing)

/** Nonce and money of every account there is. */
function accounts(): unknown[] {
  const ctx = it.node.chain.nextContext(it.node.chain.best.hash)
  return DEV_NAMES.flatMap((name) => SCHEMES.map((scheme) => ctx.get(systemStorage.account, devAccount(name, scheme))))
}

/** Runs what should be refused; afterwards nothing waits, the next block holds the inherent alone, nobody paid. */
async function changingNothing(attempts: () => Promise<void>): Promise<void> {
  const before = accounts()
  await attempts()
  expect(it.node.pool.size).toEqual({ transactions: 0, future: 0, bytes: 0 })
  await it.passSlots(1)
  expect(it.node.chain.block(it.node.chain.best.hash)!.extrinsics).toHaveLength(1)
  expect(accounts()).toEqual(before)
}

/** The true one goes in, and is gone from the pool with the next block. */
async function expectTaken(bytes: Uint8Array): Promise<void> {
  expect(await submit(bytes)).toEqual(TAKEN)
  await it.passSlots(1)
  expect(it.node.chain.block(it.node.chain.best.hash)!.extrinsics).toHaveLength(2)
}

/** Where the signature's own bytes lie in an extrinsic: behind length, version, address and scheme. */
const SIGNATURE_AT = 2 + 1 + 33 + 1

const withSignature = (bytes: Uint8Array, signature: MultiSignature): Uint8Array => {
  const encoded = encode(MultiSignature, signature)
  return concatBytes(bytes.subarray(0, SIGNATURE_AT - 1), encoded, bytes.subarray(SIGNATURE_AT - 1 + encoded.length))
}

describe('over RPC, refused and without a trace', () => {
  test.each(SCHEMES)('%s: a signature with any one byte changed', async (scheme) => {
    const bytes = payBob(keypairFromUri('//Alice', scheme))
    const length = scheme === 'ecdsa' ? 65 : 64
    await changingNothing(async () => {
      for (let at = 0; at < length; at++) {
        const forged = bytes.slice()
        forged[SIGNATURE_AT + at] ^= 1 << (at % 8)
        expect(await submit(forged), `byte ${at}`).toEqual(BAD_PROOF)
      }
    })
    await expectTaken(bytes)
  })

  test('the second form of a signature: S + L for ed25519 and sr25519, n − s for ecdsa', async () => {
    const L = (1n << 252n) + 27742317777372353535851937790883648493n
    const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const little = (bytes: Uint8Array) => BigInt(toHex(bytes.toReversed()))
    const big = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
    await changingNothing(async () => {
      for (const scheme of SCHEMES) {
        const bytes = payBob(keypairFromUri('//Alice', scheme))
        const forged = bytes.slice()
        if (scheme === 'ecdsa') {
          forged.set(big(N - BigInt(toHex(bytes.subarray(SIGNATURE_AT + 32, SIGNATURE_AT + 64)))), SIGNATURE_AT + 32)
          forged[SIGNATURE_AT + 64] ^= 1
        } else {
          const s = bytes.slice(SIGNATURE_AT + 32, SIGNATURE_AT + 64)
          const mark = scheme === 'sr25519' ? s[31] & 0x80 : 0
          s[31] &= ~mark
          const second = big(little(s) + L).reverse()
          second[31] |= mark
          forged.set(second, SIGNATURE_AT + 32)
        }
        expect(await submit(forged), scheme).toEqual(BAD_PROOF)
      }
    })
  })

  test('a true signature of another scheme, account or message', async () => {
    await changingNothing(async () => {
      for (const scheme of SCHEMES)
        for (const claimed of ['Ed25519', 'Sr25519'] as const) {
          const keypair = keypairFromUri('//Alice', scheme)
          const { value } = keypair.sign(utf8('something'))
          const own = scheme === 'ed25519' ? 'Ed25519' : scheme === 'sr25519' ? 'Sr25519' : 'Ecdsa'
          const forged = withSignature(payBob(ALICE), { type: claimed, value: value.subarray(0, 64) })
          expect(await submit(forged), `${own} as ${claimed}`).toEqual(BAD_PROOF)
        }
      const stolen = payBob(BOB, { nonce: signer.nonceOf(ALICE.account) })
      stolen.set(Buffer.from(ALICE.publicKey), 4)
      expect(await submit(stolen), 'another account').toEqual(BAD_PROOF)
    })
  })

  test.each<[string, () => Signing]>([
    ['another genesis', () => ({ genesisHash: OTHER_HASH })],
    ['another spec version', () => ({ specVersion: 99 })],
    ['another transaction version', () => ({ transactionVersion: 2 })],
    ['another block where the era begins', () => ({ era: mortalEra(64, best()), eraHash: OTHER_HASH })],
    ['another genesis, immortal', () => ({ era: IMMORTAL, eraHash: OTHER_HASH })],
  ])('signed for %s', async (_, signing) => {
    await changingNothing(async () => {
      for (const scheme of SCHEMES)
        expect(await submit(payBob(keypairFromUri('//Alice', scheme), signing())), scheme).toEqual(BAD_PROOF)
    })
  })

  test('an era, a nonce, a tip or a call other than the one that was signed', async () => {
    const call = runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(BOB.account), value: 10n ** 12n })
    const nonce = signer.nonceOf(ALICE.account)
    const era = mortalEra(64, best())
    const signedBytes = signer.sign(call, ALICE, { era, nonce })
    const { signature } = decodeExtrinsic(it.node.chain.runtimeAt(it.node.chain.best.hash), signedBytes).signed!
    const others: [string, RuntimeCall, Signing][] = [
      ['era', call, { era: mortalEra(32, best()), nonce }],
      ['mortality', call, { era: IMMORTAL, nonce }],
      ['nonce', call, { era, nonce: nonce + 1 }],
      ['tip', call, { era, nonce, tip: 1n }],
      ['call', signer.transferCall(BOB.account, 10n ** 12n + 1n), { era, nonce }],
    ]
    await changingNothing(async () => {
      for (const [what, other, signing] of others)
        expect(await submit(withSignature(signer.sign(other, ALICE, signing), signature)), what).toEqual(BAD_PROOF)
    })
  })

  test('an era that is over, or has not begun', async () => {
    const over = payBob(ALICE, { era: mortalEra(4, best()) })
    await it.passSlots(4)
    const begins = best() + 2
    const early = payBob(ALICE, { era: mortalEra(4, begins % 4), eraHash: it.node.chain.best.hash })
    await it.passSlots(1)
    await changingNothing(async () => {
      expect(await submit(over)).toEqual(BAD_PROOF)
      expect(await submit(early)).toEqual(ANCIENT)
    })
  })

  test('nobody’s: unsigned calls, inherents, signers that are no account, bytes that are no extrinsic', async () => {
    const runtime = it.node.chain.runtimeAt(it.node.chain.best.hash)
    const inherent = it.node.chain.block(it.node.chain.best.hash)!.extrinsics[0]
    const good = payBob(ALICE)
    const address = good.slice()
    address[3] = 3 // MultiAddress::Address32, of the same length
    const version = good.slice()
    version[2] = 0x85
    await changingNothing(async () => {
      expect(await submit(bareExtrinsic(runtime, signer.transferCall(BOB.account, 1n)))).toEqual(UNSIGNED)
      expect(await submit(inherent)).toEqual(UNSIGNED)
      expect(await submit(address)).toEqual(UNKNOWN_SIGNER)
      expect(await submit(version)).toEqual(UNDECODABLE)
      expect(await submit(good.subarray(0, -1))).toEqual(UNDECODABLE)
      expect(await submit(concatBytes(good, good))).toEqual(UNDECODABLE)
      expect(await submit(new Uint8Array(0))).toEqual(UNDECODABLE)
    })
  })

  test('an account that has nothing', async () => {
    await changingNothing(async () => {
      for (const scheme of SCHEMES)
        expect(await submit(payBob(keypairFromUri('//Nobody', scheme))), scheme).toEqual(UNPAYABLE)
    })
  })
})

describe('again', () => {
  test('while it waits, once it is included, once it is final, and after a restart', async () => {
    const bytes = payBob(ALICE)
    expect(await submit(bytes)).toEqual(TAKEN)
    expect(await submit(bytes)).toEqual(ALREADY_IN)
    await it.passSlots(1)
    expect(it.node.chain.block(it.node.chain.best.hash)!.extrinsics).toHaveLength(2)
    const included = best()
    await changingNothing(async () => expect(await submit(bytes)).toEqual(STALE))
    await it.passSlots(12)
    expect(it.node.chain.finalized.number).toBeGreaterThan(included)
    await changingNothing(async () => expect(await submit(bytes)).toEqual(STALE))
    await restart()
    await changingNothing(async () => expect(await submit(bytes)).toEqual(STALE))
  })

  test('what was found forged is banned, under its own hash alone', async () => {
    const good = payBob(ALICE)
    const forged = good.slice()
    forged[SIGNATURE_AT] ^= 1
    await changingNothing(async () => {
      expect(await submit(forged)).toEqual(BAD_PROOF)
      expect(await submit(forged)).toEqual(BANNED)
      expect(await submit(forged)).toEqual(BANNED)
    })
    await expectTaken(good)
  })

  test('an immortal one of an account that was reaped and came back', async () => {
    const poor = keypairFromUri('//Somebody', 'ed25519')
    const fund = () => expectTaken(signer.transfer(ALICE, poor.account, 10n ** 12n))
    await fund()
    const all = runtimeCall(balances.calls.transferAll, { dest: addressOf(BOB.account), keepAlive: false })
    const old = signer.sign(all, poor)
    await expectTaken(old)
    expect(signer.balanceOf(poor.account), 'reaped').toBe(0n)
    await changingNothing(async () => expect(await submit(old), 'gone').toEqual(UNPAYABLE))
    await fund()
    expect(signer.balanceOf(poor.account)).toBe(10n ** 12n)
    await changingNothing(async () => expect(await submit(old), 'back').toEqual(STALE))
    expect(signer.balanceOf(poor.account)).toBe(10n ** 12n)
  })

  test('several in one block, of an account that is reaped as soon as it can be', async () => {
    const busy = keypairFromUri('//Busy', 'ed25519')
    const fund = () => expectTaken(signer.transfer(ALICE, busy.account, 10n ** 12n))
    await fund()
    const first = signer.nonceOf(busy.account)
    const payments = [0, 1, 2, 3, 4].map((at) => signer.transfer(busy, BOB.account, 5n, { nonce: first + at }))
    for (const payment of payments) expect(await submit(payment)).toEqual(TAKEN)
    await it.passSlots(1)
    expect(signer.nonceOf(busy.account)).toBe(first + payments.length)
    const all = runtimeCall(balances.calls.transferAll, { dest: addressOf(BOB.account), keepAlive: false })
    await expectTaken(signer.sign(all, busy))
    expect(signer.balanceOf(busy.account), 'it has to stay').toBeGreaterThan(0n)
    await it.passSlots(payments.length + 1)
    await expectTaken(signer.sign(all, busy))
    expect(signer.balanceOf(busy.account), 'reaped').toBe(0n)
    await fund()
    expect(signer.nonceOf(busy.account)).toBeGreaterThanOrEqual(first + payments.length)
    await changingNothing(async () => {
      for (const payment of payments) expect(await submit(payment), 'back').toEqual(STALE)
    })
  })
})

describe('a signature given for one purpose is none for another', () => {
  const payload = (bytes: Uint8Array): Uint8Array => {
    const { chain } = it.node
    const runtime = chain.runtimeAt(chain.best.hash)
    const { signed: parts } = decodeExtrinsic(runtime, bytes)
    return expectedPayload(runtime, chain.nextContext(chain.best.hash), parts!)
  }

  test.each(SCHEMES)('%s: what a wallet signs as a text, or for an upload, is no transaction', async (scheme) => {
    const keypair = keypairFromUri('//Alice', scheme)
    const bytes = payBob(keypair)
    const own = payload(bytes)
    const order = uploadMessage(orderFor(bytes, keypair, { genesisHash: it.node.chain.genesisHash }))
    const texts = {
      wrapped: concatBytes(utf8('<Bytes>'), own, utf8('</Bytes>')),
      'wrapped as hexadecimal text': utf8(wrapForWallet(toHex(own))),
      'an upload order': utf8(order),
    }
    await changingNothing(async () => {
      for (const [what, text] of Object.entries(texts))
        expect(await submit(withSignature(bytes, keypair.sign(text))), what).toEqual(BAD_PROOF)
    })
    await expectTaken(withSignature(bytes, keypair.sign(own)))
  })

  test('no call begins like a text that wallets or the market have signed', () => {
    const runtime = it.node.chain.runtimeAt(it.node.chain.best.hash)
    const firstBytes = runtime.modules.map(({ index }) => index)
    expect(firstBytes.length).toBeGreaterThan(5)
    for (const text of ['<', 'E']) expect(firstBytes).not.toContain(utf8(text)[0])
  })

  test('the signature of a transaction orders no upload, nor does one for another chain', async () => {
    const store = new MemoryBlobStore()
    const uploads = await UploadDesk.open({
      path: join(dataDir, 'uploads'),
      store,
      genesisHash: GENESIS,
      now: () => NOW,
    })
    const { base } = await openGateway({ uploads })
    const file = utf8('a file')
    const post = (body: object) =>
      fetch(`${base}/uploads`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    for (const scheme of SCHEMES) {
      const keypair = keypairFromUri('//Alice', scheme)
      const order = orderFor(file, keypair)
      const ofTransaction = toHex(encode(MultiSignature, keypair.sign(payload(payBob(keypair)))))
      expect(await errorCode(await post({ ...order, signature: ofTransaction })), scheme).toBe('BAD_SIGNATURE')
      const elsewhere = signed(orderFor(file, keypair, { genesisHash: OTHER_HASH }), keypair)
      expect(await errorCode(await post(elsewhere)), scheme).toBe('WRONG_GENESIS')
      expect(await errorCode(await post({ ...elsewhere, genesisHash: GENESIS })), scheme).toBe('BAD_SIGNATURE')
      expect((await post(signed(order, keypair))).status, scheme).toBe(201)
      expect(await errorCode(await post(signed(order, keypair))), scheme).toMatch(/REPLAYED|BAD_SIGNATURE/)
    }
  })

  test('a validator’s seal is no reveal, its reveal no seal, its proof of possession neither', async () => {
    const chain = await TestChain.open()
    await chain.produceMany(2)
    chain.enter(chain.slot + 1n)
    const block = await chain.builder.build(chain.chain.best, chain.slot)
    const { genesisHash } = chain.chain
    const key = devValidatorKey('Alice')
    const { author, claim, setRoots } = readClaims(block.header.digest.logs)
    const possession = proofOfPossession(key, { network: 'dev', operator: author, consensusVersion: 1 })
    const before = traceOf(chain)
    const withReveal = (reveal: Uint8Array) =>
      chain.builder.forge(block, {
        header: { digest: { logs: [...preRuntimeLogs(author, { ...claim, reveal }), setRootsLog(setRoots)] } },
      })
    const withSeal = (seal: Uint8Array) => ({
      ...block,
      header: {
        ...block.header,
        digest: {
          logs: [
            ...block.header.digest.logs.slice(0, -1),
            { type: 'Seal' as const, value: [utf8('ECHO'), seal] as const },
          ],
        },
      },
    })
    const seal = key.sign(sealRoot(genesisHash, block.header))
    const reveal = key.sign(revealRoot(genesisHash, claim.slot))
    for (const wrong of [seal, possession, key.sign(revealRoot(OTHER_HASH, claim.slot))])
      await expect(chain.importer.import(withReveal(wrong))).rejects.toMatchObject({ code: 'BAD_REVEAL' })
    for (const wrong of [reveal, possession, key.sign(sealRoot(OTHER_HASH, block.header))])
      await expect(chain.importer.import(withSeal(wrong))).rejects.toMatchObject({ code: 'BAD_SEAL' })
    expect(traceOf(chain)).toEqual(before)
    expect((await chain.importer.import(withSeal(seal))).number).toBe(3)
    await chain.stop()
  })
})
