import { TOKEN_DECIMALS, TOKEN_SYMBOL } from '@echochain/runtime'
import { DEFAULT_SS58_PREFIX } from '@echochain/codec'
import { z } from 'zod'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { accountParam, u32Param } from '../protocol/schemas.ts'

export const ChainProperties = z
  .object({ ss58Format: u32Param, tokenDecimals: u32Param, tokenSymbol: z.string() })
  .meta({ title: 'ChainProperties' })

export const chainProperties = (): z.output<typeof ChainProperties> => ({
  ss58Format: DEFAULT_SS58_PREFIX,
  tokenDecimals: TOKEN_DECIMALS,
  tokenSymbol: TOKEN_SYMBOL,
})

const chain = rpcMethod({
  name: 'system_chain',
  summary: 'Name of the chain.',
  params: {},
  result: z.string(),
  run: ({ node }) => node.identity.chainName,
})

const chainType = rpcMethod({
  name: 'system_chainType',
  summary: 'What the chain is for.',
  params: {},
  result: z.enum(['Development', 'Local', 'Live']),
  run: ({ node }) => node.identity.chainType,
})

const name = rpcMethod({
  name: 'system_name',
  summary: 'Name of the implementation of this node.',
  params: {},
  result: z.string(),
  run: ({ node }) => node.identity.nodeName,
})

const version = rpcMethod({
  name: 'system_version',
  summary: 'Version of this node.',
  params: {},
  result: z.string(),
  run: ({ node }) => node.identity.nodeVersion,
})

const properties = rpcMethod({
  name: 'system_properties',
  summary: 'How to show addresses and amounts.',
  params: {},
  result: ChainProperties,
  run: chainProperties,
})

const health = rpcMethod({
  name: 'system_health',
  summary: 'Whether the node has company and is up to date.',
  params: {},
  result: z.object({ peers: u32Param, isSyncing: z.boolean(), shouldHavePeers: z.boolean() }),
  run: ({ node }) => {
    const { peers, isSyncing, shouldHavePeers } = node.network()
    return { peers, isSyncing, shouldHavePeers }
  },
})

const accountNextIndex = rpcMethod({
  name: 'system_accountNextIndex',
  aliases: ['account_nextIndex'],
  summary: 'Nonce for the next transaction of an account, after those of it that wait in the pool.',
  params: { account: accountParam },
  result: u32Param,
  run: ({ node: { pool } }, { account }) => pool.nextNonce(account),
})

export const systemMethods: readonly RpcDeclaration[] = [
  chain,
  chainType,
  name,
  version,
  properties,
  health,
  accountNextIndex,
]
