import { z } from 'zod'
import { hashResult, hexResult } from '../protocol/schemas.ts'
import { StorageResult } from '../storageQuery/StorageQuery.ts'
import { RuntimeSpecJson } from './RuntimeSpecJson.ts'

const operationId = z.string()

/** What `chainHead_v1_follow` tells: blocks, and the outcome of operations. */
export const FollowEvent = z
  .discriminatedUnion('event', [
    z.object({
      event: z.literal('initialized'),
      finalizedBlockHashes: z.array(hashResult).min(1),
      finalizedBlockRuntime: RuntimeSpecJson.optional(),
    }),
    z.object({
      event: z.literal('newBlock'),
      blockHash: hashResult,
      parentBlockHash: hashResult,
      newRuntime: RuntimeSpecJson.nullish(),
    }),
    z.object({ event: z.literal('bestBlockChanged'), bestBlockHash: hashResult }),
    z.object({
      event: z.literal('finalized'),
      finalizedBlockHashes: z.array(hashResult).min(1),
      prunedBlockHashes: z.array(hashResult),
    }),
    z.object({ event: z.literal('operationBodyDone'), operationId, value: z.array(hexResult) }),
    z.object({ event: z.literal('operationCallDone'), operationId, output: hexResult }),
    z.object({ event: z.literal('operationStorageItems'), operationId, items: z.array(StorageResult).readonly() }),
    z.object({ event: z.literal('operationStorageDone'), operationId }),
    z.object({ event: z.literal('operationWaitingForContinue'), operationId }),
    z.object({ event: z.literal('operationInaccessible'), operationId }),
    z.object({ event: z.literal('operationError'), operationId, error: z.string() }),
    z.object({ event: z.literal('stop') }),
  ])
  .meta({ title: 'FollowEvent' })
export type FollowEvent = z.output<typeof FollowEvent>

/** What came of an operation. */
export type OperationEvent = Extract<FollowEvent, { readonly operationId: string }>
