import fc from 'fast-check'
import { AccountId, accountIdFromBytes } from '../account/AccountId.ts'
import { H256 } from '../account/Hash.ts'
import type { Codec } from '../scale/Codec.ts'
import { literal, option, struct, tuple, union } from '../scale/composites.ts'
import { bool, compactU128, compactU32, compactU64, i64, u128, u16, u32, u64, u8, unit } from '../scale/primitives.ts'
import { array, bytes, fixedBytes, fixedHex, text, vec } from '../scale/sequences.ts'

/** A codec and values for it. */
export interface CodecCase<T = any> {
  readonly name: string
  readonly codec: Codec<T>
  readonly values: fc.Arbitrary<T>
}

const bits = (count: number): fc.Arbitrary<bigint> =>
  // Small numbers and powers of two with their neighbours come up as often as any others.
  fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** BigInt(count) - 1n }),
    fc
      .tuple(fc.nat(count), fc.integer({ min: -1, max: 1 }))
      .map(([power, by]) => BigInt.asUintN(count, 2n ** BigInt(power) + BigInt(by))),
  )
const smallBits = (count: number): fc.Arbitrary<number> => bits(count).map(Number)
const hexOf = (length: number): fc.Arbitrary<`0x${string}`> =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((value) => `0x${Buffer.from(value).toString('hex')}` as const)
const wellFormedText = fc.string({ unit: 'binary', maxLength: 20 })

const kind = <T>(name: string, codec: Codec<T>, values: fc.Arbitrary<T>): CodecCase<T> => ({ name, codec, values })

/** One case for every codec that is not made of others. */
export const SIMPLE_CASES: readonly CodecCase[] = [
  kind('u8', u8, smallBits(8)),
  kind('u16', u16, smallBits(16)),
  kind('u32', u32, smallBits(32)),
  kind('u64', u64, bits(64)),
  kind('u128', u128, bits(128)),
  kind(
    'i64',
    i64,
    bits(64).map((value) => BigInt.asIntN(64, value)),
  ),
  kind('bool', bool, fc.boolean()),
  kind('compactU32', compactU32, smallBits(32)),
  kind('compactU64', compactU64, bits(64)),
  kind('compactU128', compactU128, bits(128)),
  kind('unit', unit, fc.constant(undefined)),
  kind('bytes', bytes(100), fc.uint8Array({ maxLength: 100 })),
  kind('fixedBytes', fixedBytes(5), fc.uint8Array({ minLength: 5, maxLength: 5 })),
  kind('fixedHex', fixedHex(4), hexOf(4)),
  kind('text', text(80), wellFormedText),
  kind('AccountId', AccountId, fc.uint8Array({ minLength: 32, maxLength: 32 }).map(accountIdFromBytes)),
  kind('H256', H256, hexOf(32)),
  kind('literal', literal('Level', { Low: 0, Middle: 7, High: 255 }), fc.constantFrom('Low', 'Middle', 'High')),
]

const listOf = ({ name, codec, values }: CodecCase): CodecCase =>
  kind(`vec(${name})`, vec(codec, 6), fc.array(values, { maxLength: 6 }))

const pairOf = ({ name, codec, values }: CodecCase): CodecCase =>
  kind(`array(${name})`, array(codec, 2), fc.array(values, { minLength: 2, maxLength: 2 }))

const optionOf = ({ name, codec, values }: CodecCase): CodecCase =>
  kind(`option(${name})`, option(codec), fc.option(values, { nil: undefined }))

const byField = <T>(cases: readonly CodecCase[], pick: (value: CodecCase) => T): Record<string, T> =>
  Object.fromEntries(cases.map((value, i) => [`field${i}`, pick(value)]))

const structOf = (cases: readonly CodecCase[]): CodecCase =>
  kind(
    `struct(${cases.map(({ name }) => name).join()})`,
    struct(
      'Struct',
      byField(cases, ({ codec }) => codec),
    ),
    fc.record(byField(cases, ({ values }) => values)).map((value) => ({ ...value })),
  )

const tupleOf = (cases: readonly CodecCase[]): CodecCase =>
  kind(
    `tuple(${cases.map(({ name }) => name).join()})`,
    tuple(...cases.map(({ codec }) => codec)),
    fc.tuple(...cases.map(({ values }) => values)),
  )

/** Its first variant carries nothing, the second named fields, the others one value. */
const unionOf = (cases: readonly CodecCase[]): CodecCase =>
  kind(
    `union(${cases.map(({ name }) => name).join()})`,
    union('Union', {
      Nothing: [200],
      Fields: [3, { only: cases[0].codec }],
      ...Object.fromEntries(cases.map(({ codec }, i) => [`Variant${i}`, [10 + i, codec] as const])),
    }) as Codec<unknown>,
    fc.oneof(
      fc.constant({ type: 'Nothing', value: undefined }),
      cases[0].values.map((only) => ({ type: 'Fields', value: { only } })),
      ...cases.map(({ values }, i) => values.map((value) => ({ type: `Variant${i}`, value }))),
    ),
  )

/** Cases made of simple ones and of each other, at random, up to a few levels deep. */
export const composedCase: fc.Arbitrary<CodecCase> = fc.letrec<{ any: CodecCase }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'codec' },
    fc.constantFrom(...SIMPLE_CASES),
    tie('any').map(listOf),
    tie('any').map(pairOf),
    fc.array(tie('any'), { maxLength: 4 }).map(structOf),
    fc.array(tie('any'), { maxLength: 4 }).map(tupleOf),
    fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map(unionOf),
    fc.constantFrom(...SIMPLE_CASES.filter(({ name }) => name !== 'unit')).map(optionOf),
  ),
})).any
