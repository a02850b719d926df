import { toHex, type Hash } from '@echochain/codec'
import type { Chain } from '@echochain/consensus'
import { z } from 'zod'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { atParam, hashResult, hexResult, u32Param } from '../protocol/schemas.ts'
import { HeaderJson, headerJson } from './HeaderJson.ts'
import { headSubscriptions } from './headSubscriptions.ts'

/** Block numbers asked for at once. */
const MAX_NUMBERS = 256
const MAX_U32 = 2 ** 32 - 1

const numberParam = z.union([
  u32Param,
  z
    .string()
    .regex(/^(?:0x[0-9a-fA-F]{1,16}|\d{1,16})$/, 'expected a block number')
    .transform(Number),
])

const hashOf = (chain: Chain, number: number): Hash | null =>
  number <= MAX_U32 ? (chain.hashAt(number) ?? null) : null

const getBlockHash = rpcMethod({
  name: 'chain_getBlockHash',
  aliases: ['chain_getHead'],
  summary: 'Hash of the block of a number on the best chain; of the best block without a number; of several at once.',
  params: { number: z.union([numberParam, z.array(numberParam).max(MAX_NUMBERS)]).nullish() },
  result: z.union([hashResult.nullable(), z.array(hashResult.nullable())]),
  run: ({ node: { chain } }, { number }) => {
    if (number === undefined || number === null) return chain.best.hash
    return Array.isArray(number) ? number.map((each) => hashOf(chain, each)) : hashOf(chain, number)
  },
})

const getHeader = rpcMethod({
  name: 'chain_getHeader',
  summary: 'Header of a block, or null if it is not known.',
  params: { hash: atParam },
  result: HeaderJson.nullable(),
  run: ({ node: { chain } }, { hash = chain.best.hash }) => {
    const header = chain.header(hash)
    return header ? headerJson(header) : null
  },
})

const getBlock = rpcMethod({
  name: 'chain_getBlock',
  summary: 'A whole block, or null if it is not known.',
  params: { hash: atParam },
  result: z
    .object({ block: z.object({ header: HeaderJson, extrinsics: z.array(hexResult) }), justifications: z.null() })
    .nullable(),
  run: ({ node: { chain } }, { hash = chain.best.hash }) => {
    const block = chain.block(hash)
    if (!block) return null
    const { header, extrinsics } = block
    return { block: { header: headerJson(header), extrinsics: extrinsics.map(toHex) }, justifications: null }
  },
})

const getFinalizedHead = rpcMethod({
  name: 'chain_getFinalizedHead',
  aliases: ['chain_getFinalisedHead'],
  summary: 'Hash of the finalized block.',
  params: {},
  result: hashResult,
  run: ({ node: { chain } }) => chain.finalized.hash,
})

export const chainMethods: readonly RpcDeclaration[] = [
  getBlockHash,
  getHeader,
  getBlock,
  getFinalizedHead,
  ...headSubscriptions,
]
