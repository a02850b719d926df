import { blake2b256, type Hex, toHex } from '@echochain/codec'
import { callRuntimeApi } from '@echochain/frame'
import { z } from 'zod'
import { invalidParams } from '../protocol/RpcError.ts'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { atParam, bytesParam, hashResult, hexResult, keysParam, optional, u32Param } from '../protocol/schemas.ts'
import { RuntimeVersionJson, runtimeVersionJson } from './RuntimeVersionJson.ts'
import { stateSubscriptions } from './stateSubscriptions.ts'
import { MAX_PAGE, MAX_QUERIED_KEYS, StorageChanges, storageChanges } from './storageChanges.ts'

/** Keys one read proof is made for: each may take a dozen trie nodes. */
const MAX_PROVEN_KEYS = 256

const call = rpcMethod({
  name: 'state_call',
  aliases: ['state_callAt'],
  summary: 'Asks a runtime API, such as `AccountNonceApi_account_nonce`, with SCALE-encoded arguments.',
  params: { method: z.string().max(128), data: bytesParam, at: atParam },
  result: hexResult,
  run: ({ node: { chain } }, { method, data, at = chain.best.hash }) =>
    toHex(callRuntimeApi(chain.runtimeAt(at), chain.nextContext(at), method, data)),
})

const getRuntimeVersion = rpcMethod({
  name: 'state_getRuntimeVersion',
  aliases: ['chain_getRuntimeVersion'],
  summary: 'Version of the runtime in force after a block.',
  params: { at: atParam },
  result: RuntimeVersionJson,
  run: ({ node: { chain } }, { at = chain.best.hash }) => runtimeVersionJson(chain.runtimeAt(at).version),
})

const getMetadata = rpcMethod({
  name: 'state_getMetadata',
  summary: 'Metadata of the runtime in force after a block, in version 14.',
  params: { at: atParam },
  result: hexResult,
  run: ({ node: { chain } }, { at = chain.best.hash }) => {
    const opaque = callRuntimeApi(chain.runtimeAt(at), chain.nextContext(at), 'Metadata_metadata', new Uint8Array(0))
    return toHex(withoutLength(opaque))
  },
})

/** Cuts off the compact length that makes metadata a byte string. */
const withoutLength = (opaque: Uint8Array): Uint8Array =>
  opaque.subarray([1, 2, 4, (opaque[0] >> 2) + 5][opaque[0] & 3])

const getStorage = rpcMethod({
  name: 'state_getStorage',
  aliases: ['state_getStorageAt'],
  summary: 'Value of a storage key, or null.',
  params: { key: bytesParam, at: atParam },
  result: hexResult.nullable(),
  run: ({ node: { chain } }, { key, at = chain.best.hash }) => {
    const value = chain.stateAt(at).get(key)
    return value ? toHex(value) : null
  },
})

const getStorageHash = rpcMethod({
  name: 'state_getStorageHash',
  aliases: ['state_getStorageHashAt'],
  summary: 'blake2b-256 of the value of a storage key, or null.',
  params: { key: bytesParam, at: atParam },
  result: hashResult.nullable(),
  run: ({ node: { chain } }, { key, at = chain.best.hash }) => {
    const value = chain.stateAt(at).get(key)
    return value ? toHex(blake2b256(value)) : null
  },
})

const getStorageSize = rpcMethod({
  name: 'state_getStorageSize',
  aliases: ['state_getStorageSizeAt'],
  summary: 'Bytes of the value of a storage key, or null.',
  params: { key: bytesParam, at: atParam },
  result: u32Param.nullable(),
  run: ({ node: { chain } }, { key, at = chain.best.hash }) => chain.stateAt(at).get(key)?.length ?? null,
})

const queryStorageAt = rpcMethod({
  name: 'state_queryStorageAt',
  summary: 'Values of several storage keys after one block.',
  params: { keys: keysParam(MAX_QUERIED_KEYS), at: atParam },
  result: z.tuple([StorageChanges]),
  run: ({ node: { chain } }, { keys, at = chain.best.hash }) => [storageChanges(chain.stateAt(at), keys)] as const,
})

const getKeysPaged = rpcMethod({
  name: 'state_getKeysPaged',
  aliases: ['state_getKeysPagedAt'],
  summary: `Keys with a prefix in order, behind \`startKey\`, at most ${MAX_PAGE} at once.`,
  params: { prefix: optional(bytesParam), count: u32Param.max(MAX_PAGE), startKey: optional(bytesParam), at: atParam },
  result: z.array(hexResult),
  run: ({ node: { chain } }, { prefix = new Uint8Array(0), count, startKey, at = chain.best.hash }) =>
    chain.stateAt(at).keys(prefix, startKey, count).map(toHex),
})

const expectFew = (keys: readonly Uint8Array[]): void => {
  if (keys.length > MAX_PAGE)
    throw invalidParams(`more than ${MAX_PAGE} keys have this prefix: use state_getKeysPaged, or a longer prefix`)
}

const getKeys = rpcMethod({
  name: 'state_getKeys',
  summary: `All keys with a prefix, if there are at most ${MAX_PAGE}.`,
  params: { prefix: bytesParam, at: atParam },
  result: z.array(hexResult),
  run: ({ node: { chain } }, { prefix, at = chain.best.hash }) => {
    const keys = chain.stateAt(at).keys(prefix, undefined, MAX_PAGE + 1)
    expectFew(keys)
    return keys.map(toHex)
  },
})

const getPairs = rpcMethod({
  name: 'state_getPairs',
  summary: `All keys with a prefix and their values, if there are at most ${MAX_PAGE}.`,
  params: { prefix: bytesParam, at: atParam },
  result: z.array(z.tuple([hexResult, hexResult])),
  run: ({ node: { chain } }, { prefix, at = chain.best.hash }) => {
    const state = chain.stateAt(at)
    const keys = state.keys(prefix, undefined, MAX_PAGE + 1)
    expectFew(keys)
    return keys.map((key): [Hex, Hex] => [toHex(key), toHex(state.get(key)!)])
  },
})

const getReadProof = rpcMethod({
  name: 'state_getReadProof',
  summary: 'Trie nodes that prove the values of some keys, or that they have none, against the state root of a block.',
  params: { keys: keysParam(MAX_PROVEN_KEYS), at: atParam },
  result: z.object({ at: hashResult, proof: z.array(hexResult) }),
  run: ({ node: { chain } }, { keys, at = chain.best.hash }) => ({
    at,
    proof: chain.state.prove(chain.ref(at), keys).map(toHex),
  }),
})

export const stateMethods: readonly RpcDeclaration[] = [
  call,
  getRuntimeVersion,
  getMetadata,
  getStorage,
  getStorageHash,
  getStorageSize,
  queryStorageAt,
  getKeysPaged,
  getKeys,
  getPairs,
  getReadProof,
  ...stateSubscriptions,
]
