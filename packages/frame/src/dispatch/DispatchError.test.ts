import { decode, encode } from '@echochain/codec'
import type { DispatchError as TheirDispatchError } from '@polkadot/types/interfaces'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectPolkadotJs } from '../testing/clients.ts'
import { notesErrors } from '../testing/testModules.ts'
import { createTestRuntime } from '../testing/testRuntime.ts'
import {
  badOrigin,
  cannotLookup,
  type DispatchError,
  DispatchErrorCodec,
  type DispatchErrorValue,
  ensure,
  moduleError,
  overflow,
  tokenError,
} from './DispatchError.ts'

const { runtime } = createTestRuntime()
const { registry } = connectPolkadotJs(runtime)
const theirs = (value: DispatchErrorValue) =>
  registry.createType<TheirDispatchError>('SpRuntimeDispatchError', encode(DispatchErrorCodec, value))

test('polkadot.js names the error of a module and shows its docs', () => {
  const error = registry.findMetaError(theirs(moduleError(notesErrors.TooPoor).value).asModule)
  expect(error).toMatchObject({ section: 'publicNotes', method: 'TooPoor', docs: ['Not enough credit.'] })
})

test.each<[string, DispatchError]>([
  ['BadOrigin', badOrigin()],
  ['CannotLookup', cannotLookup()],
  ['Arithmetic', overflow()],
  ['Token', tokenError('FundsUnavailable')],
])('polkadot.js knows %s', (type, error) => {
  const decoded = theirs(error.value)
  expect(decoded.type).toBe(type)
  if (decoded.isToken) expect(decoded.asToken.type).toBe('FundsUnavailable')
  if (decoded.isArithmetic) expect(decoded.asArithmetic.type).toBe('Overflow')
})

/** The type polkadot.js knows without metadata: the tags of Substrate, but for the newest, RootNotAllowed (13). */
const builtIn = (bytes: Uint8Array) => registry.createType<TheirDispatchError>('DispatchError', bytes)
const NEWEST_TAG = 13

test('every tag of DispatchError is the one polkadot.js has', () => {
  let tags = 0
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      for (let length = 1; length <= 6; length++) {
        let value: DispatchErrorValue
        try {
          value = decode(DispatchErrorCodec, bytes.slice(0, length))
        } catch {
          continue
        }
        tags++
        expect(theirs(value).type).toBe(value.type)
        expect(theirs(value).toU8a()).toEqual(bytes.slice(0, length))
        if (bytes[0] < NEWEST_TAG) expect(builtIn(bytes.slice(0, length)).type).toBe(value.type)
      }
    }),
    { numRuns: 500, examples: Array.from({ length: 14 }, (_, tag) => [Uint8Array.of(tag, 0, 0, 0, 0, 0)]) },
  )
  expect(tags).toBeGreaterThanOrEqual(14)
})

test('ensure throws the error of the module unless its condition holds', () => {
  ensure(true, notesErrors.TooPoor)
  expect(() => ensure(false, notesErrors.TooPoor)).toThrow(
    expect.objectContaining({ code: 'PublicNotes.TooPoor', message: 'PublicNotes.TooPoor: Not enough credit.' }),
  )
})
