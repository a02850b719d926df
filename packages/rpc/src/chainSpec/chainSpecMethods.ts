import { z } from 'zod'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { hashResult } from '../protocol/schemas.ts'
import { ChainProperties, chainProperties } from '../system/systemMethods.ts'

const chainName = rpcMethod({
  name: 'chainSpec_v1_chainName',
  summary: 'Name of the chain.',
  params: {},
  result: z.string(),
  run: ({ node }) => node.identity.chainName,
})

const genesisHash = rpcMethod({
  name: 'chainSpec_v1_genesisHash',
  summary: 'Hash of block 0.',
  params: {},
  result: hashResult,
  run: ({ node }) => node.chain.genesisHash,
})

const properties = rpcMethod({
  name: 'chainSpec_v1_properties',
  summary: 'How to show addresses and amounts.',
  params: {},
  result: ChainProperties,
  run: chainProperties,
})

/** The group `chainSpec_v1` of Polkadot's JSON-RPC specification. */
export const chainSpecMethods: readonly RpcDeclaration[] = [chainName, genesisHash, properties]
