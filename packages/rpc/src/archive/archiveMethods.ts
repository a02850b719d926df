import { encode, toHex } from '@echochain/codec'
import { callRuntimeApi, Header } from '@echochain/frame'
import { z } from 'zod'
import { describeError } from '../protocol/describeError.ts'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { bytesParam, hashParam, hashResult, hexResult, u32Param } from '../protocol/schemas.ts'
import { archiveStorage } from './archiveStorage.ts'

const body = rpcMethod({
  name: 'archive_v1_body',
  summary: 'Extrinsics of a block, or null if it is not known.',
  params: { hash: hashParam },
  result: z.array(hexResult).nullable(),
  run: ({ node: { chain } }, { hash }) => chain.block(hash)?.extrinsics.map(toHex) ?? null,
})

const header = rpcMethod({
  name: 'archive_v1_header',
  summary: 'SCALE-encoded header of a block, or null if it is not known.',
  params: { hash: hashParam },
  result: hexResult.nullable(),
  run: ({ node: { chain } }, { hash }) => {
    const found = chain.header(hash)
    return found ? toHex(encode(Header, found)) : null
  },
})

const finalizedHeight = rpcMethod({
  name: 'archive_v1_finalizedHeight',
  summary: 'Number of the finalized block.',
  params: {},
  result: u32Param,
  run: ({ node: { chain } }) => chain.finalized.number,
})

const genesisHash = rpcMethod({
  name: 'archive_v1_genesisHash',
  summary: 'Hash of block 0.',
  params: {},
  result: hashResult,
  run: ({ node: { chain } }) => chain.genesisHash,
})

const hashByHeight = rpcMethod({
  name: 'archive_v1_hashByHeight',
  summary: 'Hashes of the known blocks of a number: one if it is final, else of all branches.',
  params: { height: z.int().min(0) },
  result: z.array(hashResult),
  run: ({ node: { chain } }, { height }) => {
    if (height > chain.finalized.number) return height < 2 ** 32 - 1 ? chain.hashesAt(height) : []
    const hash = chain.hashAt(height)
    return hash ? [hash] : []
  },
})

const call = rpcMethod({
  name: 'archive_v1_call',
  summary: 'Asks a runtime API at a block; null if the block is not known.',
  params: { hash: hashParam, function: z.string().max(128), callParameters: bytesParam },
  result: z
    .union([
      z.object({ success: z.literal(true), value: hexResult }),
      z.object({ success: z.literal(false), error: z.string() }),
    ])
    .nullable(),
  run: ({ node: { chain, logger } }, { hash, function: method, callParameters }) => {
    if (!chain.header(hash)) return null
    try {
      const value = callRuntimeApi(chain.runtimeAt(hash), chain.nextContext(hash), method, callParameters)
      return { success: true as const, value: toHex(value) }
    } catch (error) {
      return { success: false as const, error: describeError(error, 'archive_v1_call', logger).message }
    }
  },
})

/** The group `archive_v1` of Polkadot's JSON-RPC specification. */
export const archiveMethods: readonly RpcDeclaration[] = [
  body,
  header,
  finalizedHeight,
  genesisHash,
  hashByHeight,
  call,
  archiveStorage,
]
