import { toHex } from '@echochain/codec'
import { devKeypair } from '@echochain/consensus/testing'
import { storageKey, systemStorage } from '@echochain/frame'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { RpcClient } from './testing/RpcClient.ts'
import { TestNode } from './testing/TestNode.ts'

const RUNS = process.env.TEST_ALL ? 20_000 : 2_000

let node: TestNode
let client: RpcClient
let methods: string[]
beforeAll(async () => {
  node = await TestNode.start()
  await node.produceMany(12)
  client = await RpcClient.connect(node.wsUrl)
  methods = (await client.call('rpc_methods')).methods
})
afterAll(async () => {
  client.close()
  await node.close()
})
afterEach(() => {
  expect(node.log.errors, 'whatever clients send is not the node’s fault').toEqual([])
})

/** Values that get past the first checks. */
const plausible = () =>
  fc.constantFrom<unknown>(
    node.chain.genesisHash,
    node.chain.best.hash,
    node.chain.finalized.hash,
    toHex(storageKey(systemStorage.number)),
    toHex(systemStorage.account.prefix),
    toHex(node.test.signer.transfer(devKeypair('Bob'), devKeypair('Alice').account, 5n)),
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
    'Core_version',
    'Metadata_metadata_at_version',
    'AccountNonceApi_account_nonce',
    'TaggedTransactionQueue_validate_transaction',
    'TransactionPaymentApi_query_info',
    '0x',
    '',
    null,
    true,
    0,
    3,
    1_000,
    2 ** 32,
    -1,
    [node.chain.best.hash],
    [],
    [{ key: '0x', type: 'descendantsValues' }],
    [{ key: '0x', type: 'closestDescendantMerkleValue' }],
    [{ key: '0x', type: 'value', paginationStartKey: '0x00' }],
  )

const hex = fc.uint8Array({ maxLength: 200 }).map((bytes) => toHex(bytes))
const params = () =>
  fc.oneof(
    { weight: 8, arbitrary: fc.array(fc.oneof(plausible(), plausible(), hex, fc.jsonValue()), { maxLength: 5 }) },
    { weight: 1, arbitrary: fc.dictionary(fc.string(), fc.jsonValue()) },
    { weight: 1, arbitrary: fc.jsonValue() },
  )

test('every method answers whatever it is asked: with a result, or a JSON-RPC error', async () => {
  const request = fc.nat().chain((pick) => fc.tuple(fc.constant(methods[pick % methods.length]), params()))
  await fc.assert(
    fc.asyncProperty(request, async ([method, sent]) => {
      const { result, error } = await client.request(method, sent)
      if (error) {
        expect(Number.isInteger(error.code)).toBe(true)
        expect(error.message.length).toBeGreaterThan(0)
      } else expect(result).not.toBeUndefined()
    }),
    { numRuns: RUNS },
  )
  expect(await client.call('system_chain')).toBe('EchoChain Development')
})

test('operations of a follow end whatever they are asked', async () => {
  const id = await client.call('chainHead_v1_follow', true)
  const operation = fc.tuple(
    fc.constantFrom('chainHead_v1_call', 'chainHead_v1_storage', 'chainHead_v1_body', 'chainHead_v1_header'),
    fc.array(fc.oneof(plausible(), hex, fc.jsonValue()), { maxLength: 3 }),
  )
  await fc.assert(
    fc.asyncProperty(operation, async ([method, rest]) => {
      const { result } = await client.request(method, [id, node.chain.best.hash, ...rest])
      if (result?.result !== 'started') return
      const isLast = ({ operationId, event }: any) =>
        operationId === result.operationId && /Done|Error|Inaccessible|Waiting/.test(event)
      await client.item(id, isLast)
      client.notifications.length = 0
    }),
    { numRuns: RUNS / 4 },
  )
  await client.call('chainHead_v1_unfollow', id)
})

test('text that is no request is answered with an error, or not at all', async () => {
  const valid = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'state_getStorage', params: ['0x00'] })
  const mutated = fc.tuple(fc.nat(valid.length), fc.nat(5), fc.string({ maxLength: 5 })).map(([at, length, text]) => {
    return valid.slice(0, at) + text + valid.slice(at + length)
  })
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, fc.json(), fc.string()), async (text) => {
      client.socket.send(text)
      const { result } = await client.request('system_name')
      expect(result).toBe('EchoChain Node')
    }),
    { numRuns: RUNS / 4 },
  )
})
