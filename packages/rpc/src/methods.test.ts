import { fileURLToPath } from 'node:url'
import { encode, fromHex, merkleLeaf, type Hex, ss58Encode, toHex, u32, verifyMerkleProof } from '@echochain/codec'
import { devKeypair } from '@echochain/consensus/testing'
import { extrinsicHash, Header, headerHash, storageKey, systemStorage } from '@echochain/frame'
import { verifyReadProof } from '@echochain/state'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeMethods } from './openrpc/describeMethods.ts'
import { selfDescription } from './openrpc/selfDescription.ts'
import { METHODS } from './methods.ts'
import { RPC_ERROR } from './protocol/RpcError.ts'
import { RpcClient } from './testing/RpcClient.ts'
import { TestNode } from './testing/TestNode.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const TOKEN = 'cd'.repeat(32)
const UNKNOWN_HASH = `0x${'77'.repeat(32)}`
const NUMBER_KEY = () => toHex(storageKey(systemStorage.number))
const ACCOUNT_PREFIX = () => toHex(systemStorage.account.prefix)

let node: TestNode
let client: RpcClient
/** A signed transfer that stays in no pool. */
let transfer: Hex

beforeAll(async () => {
  node = await TestNode.start({ stateOptions: { historyBlocks: 64 }, server: { token: TOKEN } })
  transfer = toHex(node.test.signer.transfer(devKeypair('Alice'), BOB.account, 5n))
  await node.produceMany(5)
  await node.pool.submit(node.test.signer.transfer(devKeypair('Alice'), BOB.account, 7n))
  await node.produceMany(15)
  client = await RpcClient.connect(node.wsUrl, { headers: { Authorization: `Bearer ${TOKEN}` } })
})
afterAll(async () => {
  client.close()
  await node.close()
})

const call = (method: string, ...params: unknown[]) => client.call(method, ...params)

describe('declarations', () => {
  /** A question that each method answers with a result. */
  const SAMPLES: Readonly<Record<string, () => unknown[]>> = {
    archive_v1_body: () => [node.chain.genesisHash],
    archive_v1_call: () => [node.chain.best.hash, 'Core_version', '0x'],
    archive_v1_hashByHeight: () => [3],
    archive_v1_header: () => [node.chain.genesisHash],
    author_removeExtrinsic: () => [[{ hash: UNKNOWN_HASH }, { extrinsic: transfer }]],
    author_submitExtrinsic: () => [toHex(node.test.signer.transfer(devKeypair('Dave'), BOB.account, 5n))],
    chain_getBlockHash: () => [[0, '0x1', 99]],
    chainHead_v1_body: () => ['none', UNKNOWN_HASH],
    chainHead_v1_call: () => ['none', UNKNOWN_HASH, 'Core_version', '0x'],
    chainHead_v1_continue: () => ['none', 'none'],
    chainHead_v1_header: () => ['none', UNKNOWN_HASH],
    chainHead_v1_stopOperation: () => ['none', 'none'],
    chainHead_v1_storage: () => ['none', UNKNOWN_HASH, []],
    chainHead_v1_unpin: () => ['none', UNKNOWN_HASH],
    echo_dryRunCall: () => [
      toHex(encode(node.test.runtime.callCodec, node.test.signer.transferCall(BOB.account, 1n))),
      ss58Encode(BOB.account),
    ],
    echo_getExtrinsicProof: () => [node.chain.best.hash, 0],
    payment_queryFeeDetails: () => [transfer],
    payment_queryInfo: () => [transfer],
    state_call: () => ['Core_version', '0x'],
    state_getKeys: () => [ACCOUNT_PREFIX()],
    state_getKeysPaged: () => [ACCOUNT_PREFIX(), 5],
    state_getPairs: () => [ACCOUNT_PREFIX()],
    state_getReadProof: () => [[NUMBER_KEY()]],
    state_getStorage: () => [NUMBER_KEY()],
    state_getStorageHash: () => [NUMBER_KEY()],
    state_getStorageSize: () => [NUMBER_KEY()],
    state_queryStorageAt: () => [[NUMBER_KEY(), '0x00']],
    system_accountNextIndex: () => [ss58Encode(BOB.account)],
    transaction_v1_broadcast: () => [transfer],
  }

  const all = [...METHODS, ...selfDescription({ declarations: METHODS, hidden: [], version: '' })]

  for (const declaration of all)
    if (declaration.kind === 'method' && declaration.name !== 'transaction_v1_stop')
      test(`${declaration.name} answers as it says`, async () => {
        const result = await call(declaration.name, ...(SAMPLES[declaration.name]?.() ?? []))
        const { error } = declaration.result.safeParse(result)
        expect(error, JSON.stringify(result).slice(0, 400)).toBeUndefined()
      })

  test('every name is listed once, aliases and the ends of subscriptions among them', async () => {
    const { methods } = await call('rpc_methods')
    expect(new Set(methods).size).toBe(methods.length)
    expect(methods).toEqual(expect.arrayContaining(['chain_subscribeNewHead', 'chain_unsubscribeNewHeads']))
    for (const { name } of all) expect(methods).toContain(name)
  })

  test('docs/openrpc.json is what the declarations say, and what rpc.discover serves', async () => {
    const document = describeMethods(all, '0.1.0')
    const path = fileURLToPath(new URL('../../../docs/openrpc.json', import.meta.url))
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(path)
    expect(await call('rpc.discover')).toEqual(JSON.parse(JSON.stringify(document)))
  })
})

describe('chain', () => {
  test('block hashes by number in every form, null for what is not there', async () => {
    const { chain } = node
    const three = chain.hashAt(3)
    for (const form of [3, '0x3', '3', '0x0003'])
      expect(await call('chain_getBlockHash', form), String(form)).toBe(three)
    expect(await call('chain_getBlockHash')).toBe(chain.best.hash)
    expect(await call('chain_getBlockHash', null)).toBe(chain.best.hash)
    expect(await call('chain_getBlockHash', [0, '0x3', 99])).toEqual([chain.genesisHash, three, null])
    for (const none of [99, '0xffffffffff', 4_294_967_295]) expect(await call('chain_getBlockHash', none)).toBeNull()
    for (const wrong of [-1, 1.5, '0x', 'x', {}, true])
      expect(await client.errorCode('chain_getBlockHash', wrong), String(wrong)).toBe(RPC_ERROR.INVALID_PARAMS)
  })

  test('headers hash to their block, and are null for unknown ones', async () => {
    const { digest, number, ...header } = await call('chain_getHeader')
    const again = { ...header, number: Number(number), digest: node.chain.best.header.digest }
    expect(headerHash(again)).toBe(node.chain.best.hash)
    expect(digest.logs).toHaveLength(4)
    expect(await call('chain_getHeader', UNKNOWN_HASH)).toBeNull()
    expect(await call('chain_getBlock', UNKNOWN_HASH)).toBeNull()
  })

  test('hashes may be written in upper case', async () => {
    const upper = `0x${node.chain.genesisHash.slice(2).toUpperCase()}`
    expect((await call('chain_getHeader', upper)).number).toBe('0x0')
  })
})

describe('state', () => {
  test('the state of a block of the past is as it was; of one that is pruned or unknown it is an error', async () => {
    expect(await call('state_getStorage', NUMBER_KEY(), node.chain.hashAt(4))).toBe(toHex(encode(u32, 4)))
    const { error } = await client.request('state_getStorage', [NUMBER_KEY(), UNKNOWN_HASH])
    expect(error).toMatchObject({ code: RPC_ERROR.STATE, message: expect.stringContaining('UnknownBlock') })
  })

  test('keys come in order, in pages, behind the one given', async () => {
    const keys: string[] = await call('state_getKeys', ACCOUNT_PREFIX())
    expect(keys).toEqual(keys.toSorted())
    expect(await call('state_getKeysPaged', ACCOUNT_PREFIX(), 3)).toEqual(keys.slice(0, 3))
    expect(await call('state_getKeysPaged', ACCOUNT_PREFIX(), 1000, keys[2])).toEqual(keys.slice(3))
    expect(await call('state_getKeysPaged', ACCOUNT_PREFIX(), 0)).toEqual([])
    expect(await client.errorCode('state_getKeysPaged', ACCOUNT_PREFIX(), 1001)).toBe(RPC_ERROR.INVALID_PARAMS)
    const pairs: [string, string][] = await call('state_getPairs', ACCOUNT_PREFIX())
    expect(pairs.map(([key]) => key)).toEqual(keys)
  })

  test('a read proof proves values, and their absence, against the state root', async () => {
    const absent = toHex(storageKey(systemStorage.account, devKeypair('Alice').account)).replace(/..$/, '00')
    const { at, proof } = await call('state_getReadProof', [NUMBER_KEY(), absent])
    const root = node.chain.header(at)!.stateRoot
    const nodes = proof.map(fromHex)
    expect(verifyReadProof(root, nodes, fromHex(NUMBER_KEY()))).toEqual(encode(u32, node.chain.best.number))
    expect(verifyReadProof(root, nodes, fromHex(absent))).toBeUndefined()
    expect(() =>
      verifyReadProof(node.chain.header(node.chain.genesisHash)!.stateRoot, nodes, fromHex(absent)),
    ).toThrow()
  })

  test('calls that the runtime cannot answer say why', async () => {
    const unknown = await client.request('state_call', ['Nonsense_call', '0x'])
    expect(unknown.error).toMatchObject({ code: RPC_ERROR.STATE, message: expect.stringContaining('Nonsense_call') })
    const malformed = await client.request('state_call', ['AccountNonceApi_account_nonce', '0x00'])
    expect(malformed.error).toMatchObject({ code: RPC_ERROR.STATE, data: 'UNEXPECTED_END' })
  })

  test('state_getMetadata is the metadata of version 14, without a length before it', async () => {
    expect(await call('state_getMetadata')).toMatch(/^0x6d6574610e/)
  })
})

describe('archive', () => {
  /** All that a query tells. */
  async function storage(hash: string, items: object[]): Promise<any[]> {
    const id = await call('archive_v1_storage', hash, items)
    await client.item(id, ({ event }) => event !== 'storage')
    return client.itemsOf(id)
  }

  test('tells of each key, then that it is done', async () => {
    const hash = node.chain.hashAt(2)!
    const items = [
      { key: NUMBER_KEY(), type: 'value' },
      { key: '0x00', type: 'value' },
      { key: ACCOUNT_PREFIX(), type: 'descendantsHashes' },
    ]
    const events = await storage(hash, items)
    expect(events[0]).toEqual({ event: 'storage', key: NUMBER_KEY(), value: toHex(encode(u32, 2)) })
    expect(events).toHaveLength(1 + 20 + 1)
    expect(events.at(-1)).toEqual({ event: 'storageDone' })
    const startKey = events[5].key
    const rest = await storage(hash, [
      { key: ACCOUNT_PREFIX(), type: 'descendantsHashes', paginationStartKey: startKey },
    ])
    expect(rest.slice(0, -1)).toEqual(events.slice(6, -1))
  })

  test('an unknown block is null, or an error for its storage', async () => {
    expect(await call('archive_v1_header', UNKNOWN_HASH)).toBeNull()
    expect(await call('archive_v1_body', UNKNOWN_HASH)).toBeNull()
    expect(await call('archive_v1_call', UNKNOWN_HASH, 'Core_version', '0x')).toBeNull()
    expect(await call('archive_v1_hashByHeight', 10_000)).toEqual([])
    const [event] = await storage(UNKNOWN_HASH, [{ key: '0x00', type: 'value' }])
    expect(event).toMatchObject({ event: 'storageError', error: expect.stringContaining(UNKNOWN_HASH) })
  })

  test('of a height that is not final all branches are known, of a final one only the one', async () => {
    const { chain } = node
    const parent = chain.best.parent!
    await node.fork(parent, 1)
    expect((await call('archive_v1_hashByHeight', chain.best.number)).toSorted()).toHaveLength(2)
    expect(await call('archive_v1_hashByHeight', chain.finalized.number)).toEqual([chain.finalized.hash])
    expect(await call('archive_v1_finalizedHeight')).toBe(chain.finalized.number)
  })

  test('a call that fails says why', async () => {
    const failed = await call('archive_v1_call', node.chain.best.hash, 'Nonsense_call', '0x')
    expect(failed).toMatchObject({ success: false, error: expect.stringContaining('Nonsense_call') })
  })
})

describe('author', () => {
  test('the operator can take a transaction out of the pool, for some time', async () => {
    const dropped = node.test.signer.transfer(devKeypair('Eve'), BOB.account, 5n)
    const subscription = await call('author_submitAndWatchExtrinsic', toHex(dropped))
    const hash = extrinsicHash(dropped)
    const stranger = await RpcClient.connect(node.wsUrl)
    expect(await stranger.errorCode('author_removeExtrinsic', [{ hash }])).toBe(RPC_ERROR.UNAUTHORIZED)
    stranger.close()
    expect(await call('author_removeExtrinsic', [{ extrinsic: toHex(dropped) }, { hash: UNKNOWN_HASH }])).toEqual([
      hash,
    ])
    await client.item(subscription, (status) => status === 'invalid')
    expect(client.itemsOf(subscription)).toEqual(['ready', 'invalid'])
    expect(await client.errorCode('author_submitExtrinsic', toHex(dropped))).toBe(RPC_ERROR.BANNED)
    expect(await call('author_unwatchExtrinsic', subscription)).toBe(false) // it has ended by itself
  })
})

describe('transaction_v1_broadcast', () => {
  test('hands a transaction to the pool, also one that is valid only later', async () => {
    const ferdie = devKeypair('Ferdie')
    const poor = node.test.signer.transfer(ferdie, BOB.account, 5n, { nonce: 0, tip: 10n ** 30n })
    const id = await call('transaction_v1_broadcast', toHex(poor))
    expect(id).toBeTypeOf('string')
    const good = node.test.signer.transfer(ferdie, BOB.account, 5n, { nonce: 0 })
    await call('transaction_v1_broadcast', toHex(good))
    await expect.poll(() => [...node.pool.pending()].some(({ account }) => account === ferdie.account)).toBe(true)
    await call('transaction_v1_stop', id)
    expect(await client.errorCode('transaction_v1_stop', id)).toBe(RPC_ERROR.INVALID_PARAMS)
  })

  test('tries again with each best block until it is stopped', async () => {
    let attempts = 0
    const refusing = {
      ...node.node,
      pool: { ...node.pool, submit: async () => Promise.reject(new Error(`${++attempts}`)) },
    }
    const { RpcServer } = await import('./server/RpcServer.ts')
    const server = await RpcServer.start({ node: refusing as never, ports: [0] })
    const own = await RpcClient.connect(`ws://127.0.0.1:${server.ports[0]}`)
    const id = await own.call('transaction_v1_broadcast', '0x00')
    await node.produceMany(3)
    expect(attempts).toBe(4)
    await own.call('transaction_v1_stop', id)
    await node.produce()
    expect(attempts).toBe(4)
    own.close()
    await server.close()
  })
})

describe('echo', () => {
  test('an extrinsic is proven under the extrinsics root of its header (RFC 6962)', async () => {
    const hash = node.chain.hashAt(6)!
    const { extrinsics, header } = node.chain.block(hash)!
    expect(extrinsics).toHaveLength(2)
    for (const [index, extrinsic] of extrinsics.entries()) {
      const proof = await call('echo_getExtrinsicProof', hash, index)
      expect(proof).toMatchObject({
        extrinsic: toHex(extrinsic),
        index,
        count: 2,
        extrinsicsRoot: header.extrinsicsRoot,
      })
      const leaf = merkleLeaf(fromHex(proof.extrinsic))
      const holds = verifyMerkleProof(fromHex(header.extrinsicsRoot), leaf, index, proof.count, proof.path.map(fromHex))
      expect(holds).toBe(true)
    }
    expect(await client.errorCode('echo_getExtrinsicProof', hash, 2)).toBe(RPC_ERROR.INVALID_PARAMS)
    expect(await client.errorCode('echo_getExtrinsicProof', UNKNOWN_HASH, 0)).toBe(RPC_ERROR.STATE)
  })

  test('a call is tried for an account without anything being changed', async () => {
    const { signer, runtime } = node.test
    const tryCall = (amount: bigint) =>
      call(
        'echo_dryRunCall',
        toHex(encode(runtime.callCodec, signer.transferCall(BOB.account, amount))),
        ss58Encode(ALICE.account),
      )
    const before = signer.balanceOf(BOB.account)
    expect(await tryCall(5n)).toEqual({ success: true, error: null })
    expect(await tryCall(10n ** 30n)).toEqual({
      success: false,
      error: { code: 'Token.FundsUnavailable', message: expect.any(String) },
    })
    expect(signer.balanceOf(BOB.account)).toBe(before)
    const address = ss58Encode(ALICE.account)
    for (const undecodable of ['0x', '0xfffe'])
      expect(await client.errorCode('echo_dryRunCall', undecodable, address)).toBe(RPC_ERROR.STATE)
    const long = `0x${'00'.repeat(16_385)}`
    expect(await client.errorCode('echo_dryRunCall', long, address)).toBe(RPC_ERROR.INVALID_PARAMS)
  })

  test('status tells slot, blocks, pool and peers', async () => {
    const { best, finalized } = node.chain
    expect(await call('echo_status')).toMatchObject({
      slot: Number(node.test.slot),
      best: { number: best.number, hash: best.hash, slot: Number(best.slot) },
      finalized: { number: finalized.number, hash: finalized.hash },
      pool: { transactions: node.pool.size.transactions },
      peers: 0,
    })
  })
})

test('headers that archive and chainHead serve decode to themselves', async () => {
  const bytes = fromHex(await call('archive_v1_header', node.chain.best.hash))
  expect(toHex(encode(Header, node.chain.best.header))).toBe(toHex(bytes))
})
