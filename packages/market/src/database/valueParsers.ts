/** Types that hold whole numbers beyond what a JavaScript number can: `bigint` and our `numeric(39)` amounts. */
const BIGINT_OIDS = { int8: 20, numeric: 1700 } as const

/**
 * How values of the database become JavaScript's where the drivers' own ways differ (PGlite reads bigint as number, pg
 * as text) or lose digits. One table for both, so that a query has the same result on either.
 */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [BIGINT_OIDS.int8]: BigInt,
  [BIGINT_OIDS.numeric]: BigInt,
}
