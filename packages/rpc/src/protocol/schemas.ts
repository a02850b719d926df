import { fromHex, type Hash, type Hex, HexError, ss58Decode, Ss58Error } from '@echochain/codec'
import { z } from 'zod'

const MAX_U32 = 2 ** 32 - 1

/** Text in, something else out; what `parse` throws as one of `errors` is the client's mistake. */
const parsed = <T>(
  input: z.ZodString,
  parse: (text: string) => T,
  ...errors: readonly (abstract new (...args: any[]) => Error)[]
) =>
  input.transform((text, issues): T => {
    try {
      return parse(text)
    } catch (error) {
      if (!errors.some((known) => error instanceof known)) throw error
      issues.addIssue({ code: 'custom', message: (error as Error).message })
      return z.NEVER
    }
  })

/** Left out and null mean the same: clients send either. */
export const optional = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)

/** Bytes, as hexadecimal text. As in Substrate the 0x may be missing: polkadot-api writes no bytes as no text. */
export const bytesParam = parsed(
  z.string().meta({ description: 'Bytes as hexadecimal text with 0x', pattern: '^(0x)?([0-9a-fA-F]{2})*$' }),
  (text) => fromHex(text.startsWith('0x') ? text : `0x${text}`),
  HexError,
)

export const hashParam = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'expected 0x and 64 hexadecimal digits')
  .meta({ description: 'A hash of 32 bytes' })
  .transform((text) => text.toLowerCase() as Hash)

/** The block asked about; the best one if it is left out. */
export const atParam = optional(hashParam.meta({ description: 'Hash of a block; the best block if left out' }))

export const accountParam = parsed(
  z.string().meta({ description: 'An account as SS58 address' }),
  (text) => ss58Decode(text).account,
  Ss58Error,
)

export const u32Param = z.int().min(0).max(MAX_U32)

/** At least one key, at most `max`. */
export const keysParam = (max: number) => z.array(bytesParam).max(max, `at most ${max} keys at once`)

export const hexResult = z
  .custom<Hex>((value) => typeof value === 'string' && /^0x(?:[0-9a-f][0-9a-f])*$/.test(value), 'not hexadecimal')
  .meta({ type: 'string', pattern: '^0x([0-9a-f]{2})*$', description: 'Bytes' })

export const hashResult = z
  .custom<Hash>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value), 'not a hash')
  .meta({ type: 'string', pattern: '^0x[0-9a-f]{64}$', description: 'A hash of 32 bytes' })

/** How Substrate writes block numbers: hexadecimal without leading zeros. */
export const hexNumberResult = z.string().regex(/^0x(?:0|[1-9a-f][0-9a-f]*)$/)
