import { z } from 'zod'

// What occurs all over the API. Answers are plain JSON: whatever may outgrow 53 bits is a decimal string.

export const amount = z.string().meta({
  id: 'Amount',
  description: 'An amount in units of 10⁻¹² ECHO, as a decimal number',
  examples: ['5000000000000'],
})
export const hash = z.string().meta({ id: 'Hash', description: '32 bytes as 0x and 64 hexadecimal digits' })
export const address = z.string().meta({ id: 'Address', description: 'An account in SS58 with prefix 42' })
export const cid = z.string().meta({ id: 'Cid', description: 'A CIDv1 in base 32' })
export const json = z
  .unknown()
  .meta({ id: 'Decoded', description: 'A decoded value of the chain, fields in snake_case' })

export const blockRef = z
  .object({
    number: z.int(),
    hash: hash.nullable().meta({ description: 'Null while the block is not indexed yet' }),
    timestampMs: z.int().nullable(),
    finalized: z.boolean(),
  })
  .meta({ id: 'BlockRef' })
export type BlockRef = z.infer<typeof blockRef>

export const errorBody = z
  .object({ code: z.string(), message: z.string(), hint: z.string().optional() })
  .meta({ id: 'Error', description: 'Why a request failed: a code for programs, a message for people, and what to do' })

/** Errors any route may answer with. */
export const errorResponses = { '4xx': errorBody, '5xx': errorBody } as const

export const MAX_ID = 2 ** 31 - 1
export const recordId = z.coerce.number().int().min(0).max(MAX_ID)
export const idParams = z.object({ id: recordId })

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** One or several values: `?kind=Loop&kind=Stem`. */
export const several = <T extends z.ZodType>(item: T, max: number) =>
  z.union([item.transform((value) => [value]), z.array(item).max(max)])
