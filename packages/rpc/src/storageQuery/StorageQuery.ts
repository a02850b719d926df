import { z } from 'zod'
import { bytesParam, hexResult, optional } from '../protocol/schemas.ts'

const MAX_ITEMS = 1_024

/** One of the questions `chainHead_v1_storage` and `archive_v1_storage` ask about the state of a block. */
export const StorageQuery = z
  .object({
    key: bytesParam,
    type: z.enum(['value', 'hash', 'closestDescendantMerkleValue', 'descendantsValues', 'descendantsHashes']),
    /** Descendants behind this key only. */
    paginationStartKey: optional(bytesParam),
  })
  .meta({ title: 'StorageQuery' })
export type StorageQuery = z.output<typeof StorageQuery>

export const storageQueriesParam = z.array(StorageQuery).max(MAX_ITEMS, `at most ${MAX_ITEMS} items at once`)

/** There are no child tries here. */
export const childTrieParam = z.null('this chain has no child tries').optional()

/** What is found: nothing at all for a key without a value. */
export const StorageResult = z
  .object({
    key: hexResult,
    value: hexResult.optional(),
    hash: hexResult.optional(),
    closestDescendantMerkleValue: hexResult.optional(),
  })
  .meta({ title: 'StorageResult' })
export type StorageResult = z.output<typeof StorageResult>
