import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { describeIssue, type ValidationIssue } from './describeIssue.ts'

/** What a schema has against a value, in our words; issues are passed on as the type provider does. */
function complaints(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value)
  return (error?.issues ?? []).map(({ path, code, message, ...params }) =>
    describeIssue({ keyword: code, instancePath: `/${path.join('/')}`, message, params } as ValidationIssue),
  )
}

const kind = z.enum(['Loop', 'Stem'])
const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).optional(),
  kind: z.union([kind.transform((value) => [value]), z.array(kind).max(2)]).optional(),
  q: z.string().min(1).max(5).optional(),
  price: z.string().regex(/^\d+$/, 'Prices are whole numbers').optional(),
  hash: z.string().regex(/^0x/).optional(),
})

describe('a request that is wrong is told why, in plain words', () => {
  test.each([
    [{ foo: 1 }, 'There is no parameter "foo" here'],
    [{ foo: 1, bar: 2 }, 'There is no parameter "foo" and no "bar" here'],
    [{ limit: 'ten' }, '"limit" must be a number'],
    [{ limit: '1.5' }, '"limit" must be a whole number'],
    [{ limit: '0' }, '"limit" must be at least 1'],
    [{ limit: '101' }, '"limit" must be at most 100'],
    [{ kind: 'Song' }, '"kind" must be one of Loop, Stem'],
    [{ kind: ['Loop', 'Song'] }, '"kind" must be one of Loop, Stem'],
    [{ kind: ['Loop', 'Loop', 'Loop'] }, '"kind" must have at most 2 values'],
    [{ q: '' }, '"q" must have at least 1 letters'],
    [{ q: 'abcdef' }, '"q" must have at most 5 letters'],
    [{ q: ['a', 'b'] }, '"q" is given more than once'],
    [{ price: '1.5' }, '"price" is not right: Prices are whole numbers'],
    [{ hash: '12' }, '"hash" has not the form it should have'],
  ])('%j: %s', (value, complaint) => expect(complaints(query, value)).toEqual([complaint]))

  test('what is missing, and a body that is none', () => {
    const body = z.strictObject({ address: z.string() })
    expect(complaints(body, {})).toEqual(['"address" is missing'])
    expect(complaints(body, undefined)).toEqual(['The body is missing'])
    expect(complaints(body, 7)).toEqual(['The body must be an object'])
  })

  test('none of zod’s own words come through', () => {
    for (const value of [null, 7, 'x', [], { limit: {} }, { kind: {} }, { kind: 7 }, { q: null }, { hash: true }])
      for (const complaint of complaints(query, value)) expect(complaint).not.toMatch(/Invalid|expected|received|Too /)
  })
})
