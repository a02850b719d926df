import { describe, expect, test } from 'vitest'
import { humanName, readValue } from './readValue.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const HASH = `0x${'ab'.repeat(32)}`

describe('what a decoded value is to a reader', () => {
  test.each([
    ['nothing', null, '', { type: 'nothing' }],
    ['an empty list', [], 'royalties', { type: 'nothing' }],
    ['empty arguments', {}, '', { type: 'nothing' }],
    ['a MultiAddress', { type: 'Id', value: ALICE }, 'dest', { type: 'address', address: ALICE }],
    ['a truth value', false, 'credited', { type: 'truth', value: false }],
    ['an account', ALICE, 'to', { type: 'address', address: ALICE }],
    [
      'what only looks like an account',
      `${ALICE.slice(0, -1)}Z`,
      'to',
      { type: 'text', text: `${ALICE.slice(0, -1)}Z` },
    ],
    ['an amount beyond 2^53', '1000000000000000001', 'price', { type: 'amount', amount: 1_000_000_000_000_000_001n }],
    ['the same digits elsewhere', '1000000000000000001', 'nonce', { type: 'text', text: '1000000000000000001' }],
    ['a hash', HASH, 'plain_hash', { type: 'hex', hex: HASH }],
    ['the name of a file', '0x0155', 'content_cid', { type: 'cid', hex: '0x0155' }],
    ['the time of a block', '1795172931818', 'now', { type: 'time', timestampMs: 1_795_172_931_818 }],
    ['a share', 1250, 'basis_points', { type: 'measure', number: '12.5', unit: 'percent' }],
    ['a share below a percent', 5, 'basis_points', { type: 'measure', number: '0.05', unit: 'percent' }],
    ['a tempo', 128_500, 'bpm', { type: 'measure', number: '128.5', unit: 'bpm' }],
    ['no tempo', 0, 'bpm', { type: 'nothing' }],
    ['a musical key', 17, 'key', { type: 'text', text: 'F minor' }],
    ['a key there is not', 24, 'key', { type: 'text', text: '24' }],
    ['no musical key', null, 'key', { type: 'nothing' }],
    ['the key of a validator', HASH, 'key', { type: 'hex', hex: HASH }],
    ['a length', 8_000, 'duration_ms', { type: 'measure', number: '8', unit: 'seconds' }],
    ['a sample', 12, 'sample', { type: 'record', record: 'samples', id: 12 }],
    ['an account as calls name it', { type: 'Id', value: ALICE }, 'dest', { type: 'address', address: ALICE }],
    ['a variant alone', { type: 'Native' }, 'asset', { type: 'text', text: 'Native' }],
    ['a variant that holds', { type: 'Fixed', value: '5' }, 'price', { type: 'variant', name: 'Fixed', value: '5' }],
    [
      'a variant with fields',
      { type: 'Mortal', period: 64, phase: 3 },
      'era',
      { type: 'variant', name: 'Mortal', value: { period: 64, phase: 3 } },
    ],
    ['a failure', { code: 'BadOrigin', message: 'No.' }, '', { type: 'failure', code: 'BadOrigin', message: 'No.' }],
    [
      'a call within a call',
      { call: 'Balances.transfer', args: { value: '1' } },
      '',
      { type: 'call', call: 'Balances.transfer', args: { value: '1' } },
    ],
    [
      'fields',
      { title: 'Kick', key: null },
      '',
      {
        type: 'fields',
        fields: [
          ['title', 'Kick'],
          ['key', null],
        ],
      },
    ],
  ])('%s', (_, value, name, shown) => {
    expect(readValue(value, name)).toEqual(shown)
  })

  test('a title that is a number stays as it was written', () => {
    expect(readValue('808', 'title')).toEqual({ type: 'text', text: '808' })
    expect(readValue('0xab', 'title')).toEqual({ type: 'text', text: '0xab' })
  })

  test('names of fields are written as people write them', () => {
    expect(humanName('max_price')).toBe('Max price')
    expect(humanName('to')).toBe('To')
    expect(humanName('content_cid')).toBe('Content CID')
    expect(humanName('bpm')).toBe('BPM')
    expect(humanName('duration_ms')).toBe('Duration')
  })
})
