import type { Chain } from '@echochain/consensus'
import type { Hash } from '@echochain/codec'
import { ChainError } from '@echochain/consensus'
import { z } from 'zod'
import { u32Param } from '../protocol/schemas.ts'

/** A runtime as `chainHead_v1_follow` tells of it. */
export const RuntimeSpecJson = z
  .union([
    z.object({
      type: z.literal('valid'),
      spec: z.object({
        specName: z.string(),
        implName: z.string(),
        specVersion: u32Param,
        implVersion: u32Param,
        transactionVersion: u32Param,
        apis: z.record(z.string(), u32Param),
      }),
    }),
    z.object({ type: z.literal('invalid'), error: z.string() }),
  ])
  .meta({ title: 'ChainHeadRuntime' })
export type RuntimeSpecJson = z.output<typeof RuntimeSpecJson>

/** The runtime in force after a block. */
export function runtimeSpecJson(chain: Chain, hash: Hash): RuntimeSpecJson {
  try {
    const { version } = chain.runtimeAt(hash)
    const { specName, implName, specVersion, implVersion, transactionVersion, apis } = version
    const spec = { specName, implName, specVersion, implVersion, transactionVersion, apis: Object.fromEntries(apis) }
    return { type: 'valid', spec }
  } catch (error) {
    if (error instanceof ChainError && error.code === 'UNKNOWN_RUNTIME')
      return { type: 'invalid', error: error.message }
    throw error
  }
}
