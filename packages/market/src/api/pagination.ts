import { z } from 'zod'
import { badRequest } from './ApiError.ts'

const MAX_PAGE = 100
const DEFAULT_PAGE = 50

/** What fits the columns that lists are sorted by. */
export const MAX_INTEGER = 2n ** 31n - 1n
export const MAX_BIGINT = 2n ** 63n - 1n
export const MAX_AMOUNT = 10n ** 39n - 1n

/** How any list is asked for: `cursor` is what the page before gave as `nextCursor`. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  cursor: z.string().max(200).optional(),
})

export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page' }),
  })

/** The place after which the next page begins: the sort values of the last row. */
export const encodeCursor = (values: readonly (string | number | bigint)[]): string =>
  Buffer.from(JSON.stringify(values.map(String))).toString('base64url')

const cursorValues = z.array(
  z
    .string()
    .regex(/^\d{1,39}$/)
    .transform(BigInt),
)

/** The sort values in a cursor, each a whole number up to the given one. Throws ApiError `BAD_REQUEST`. */
export function decodeCursor(cursor: string, maxima: readonly bigint[]): bigint[] {
  const parsed = cursorValues.length(maxima.length).safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (parsed.success && parsed.data.every((value, at) => value <= maxima[at])) return parsed.data
  throw badRequest('The cursor is not one that this list gave', 'Begin at the first page again')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Cuts rows, of which one more than `limit` was asked for, to a page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly (string | number | bigint)[],
  view: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null }
}
