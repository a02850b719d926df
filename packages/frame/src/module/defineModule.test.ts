import { toHex, twox128, u32, utf8 } from '@echochain/codec'
import { expect, test } from 'vitest'
import { call, error, event } from './declarations.ts'
import { defineModule } from './defineModule.ts'
import { pascalCase, snakeCase } from './names.ts'
import { value } from './storage.ts'

const nothing = call({ index: 4, docs: '', args: {}, weight: 0, run: () => {} })

test('parts of a module are named by their place', () => {
  const module = defineModule('Shop', 3, {
    storage: { openUntil: value('', u32, 0) },
    events: { Closed: event(1, '', {}) },
    errors: { TooLate: error(2, '') },
    calls: { closeNow: nothing },
  })
  expect(module.storage.openUntil.path).toBe('Shop.OpenUntil')
  expect(toHex(module.storage.openUntil.prefix.subarray(16))).toBe(toHex(twox128(utf8('OpenUntil'))))
  expect(module.events.Closed).toMatchObject({ path: 'Shop.Closed', moduleIndex: 3 })
  expect(module.errors.TooLate).toMatchObject({ path: 'Shop.TooLate', moduleIndex: 3 })
  expect(module.calls.closeNow).toMatchObject({ path: 'Shop.close_now', moduleIndex: 3 })
})

test.each([
  ['calls', { calls: { a: { ...nothing }, b: { ...nothing } } }],
  ['events', { events: { A: event(4, '', {}), B: event(4, '', {}) } }],
  ['errors', { errors: { A: error(4, ''), B: error(4, '') } }],
])('two %s of a module cannot share an index', (_what, parts) => {
  expect(() => defineModule('Shop', 3, parts)).toThrow(/both have index 4/)
})

test('names follow mechanically from the TypeScript ones', () => {
  expect(['transferKeepAlive', 'remark', 'x25519Key', 'plainSha256Hash'].map(snakeCase)).toEqual([
    'transfer_keep_alive',
    'remark',
    'x25519_key',
    'plain_sha256_hash',
  ])
  expect(['totalIssuance', 'Version', 'SS58Prefix'].map(pascalCase)).toEqual(['TotalIssuance', 'Version', 'SS58Prefix'])
})
