import { createRuntime, PRESETS } from '@echochain/runtime'
import { describe, expect, test } from 'vitest'
import { describeDispatchError } from './describeDispatchError.ts'

const runtime = createRuntime(PRESETS.dev)

describe('why a call failed, in words', () => {
  test('every error of every module by its name and its documentation', () => {
    const errors = runtime.modules.flatMap(({ index, errors = {} }) =>
      Object.values(errors).map((each) => ({ index, each })),
    )
    expect(errors.length).toBeGreaterThan(25)
    for (const { index, each } of errors) {
      const error = Uint8Array.of(each.index, 0, 0, 0)
      expect(describeDispatchError(runtime, { type: 'Module', value: { index, error } })).toBe(
        `${each.path}: ${each.docs}`,
      )
    }
  })

  test.each([
    [{ type: 'Module', value: { index: 20, error: Uint8Array.of(200, 0, 0, 0) } }, 'error 200 of module 20'],
    [{ type: 'Module', value: { index: 250, error: Uint8Array.of(1, 0, 0, 0) } }, 'error 1 of module 250'],
    [{ type: 'Token', value: 'FundsUnavailable' }, 'Token.FundsUnavailable'],
    [{ type: 'BadOrigin', value: undefined }, 'BadOrigin'],
  ] as const)('%o', (error, words) => {
    expect(describeDispatchError(runtime, error)).toBe(words)
  })
})
