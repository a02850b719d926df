import { ss58Encode } from '@echochain/codec'
import { createRuntime, devAccount, PRESETS } from '@echochain/runtime'
import { expect, test } from 'vitest'
import { describeEvent } from './describeEvent.ts'

const runtime = createRuntime(PRESETS.dev)
const [alice, bob] = (['Alice', 'Bob'] as const).map((name) => ss58Encode(devAccount(name)))
const words = (name: string, data: unknown) => describeEvent(runtime, { name, data }, alice).replace(/ +/g, ' ')

test('amounts are in ECHO, accounts have names, the account asked about is "this account"', () => {
  expect(words('Balances.Transfer', { from: alice, to: bob, amount: '2500000000000' })).toBe(
    'Balances.Transfer from this account, to //Bob, amount 2.5 ECHO',
  )
  expect(words('Balances.Reserved', { who: ss58Encode(devAccount('Eve', 'ecdsa')), amount: '1' })).toBe(
    'Balances.Reserved who //Eve (ecdsa), amount 0.000000000001 ECHO',
  )
})

test('numbers stay numbers, variants are told by name, what is not there is left out', () => {
  const share = { purchase: 3, to: bob, amount: '0', role: { type: 'Upstream', value: 7 }, credited: false }
  expect(words('SampleRegistry.SharePaid', share)).toBe(
    'SampleRegistry.SharePaid purchase 3, to //Bob, amount 0 ECHO, role Upstream 7, credited false',
  )
  expect(words('Sudo.KeyChanged', { old: null, new: alice })).toBe('Sudo.KeyChanged new this account')
})

test('events of another runtime are shown as they come', () => {
  expect(words('Future.Event', { who: alice, amount: '5', list: [1] })).toBe(
    `Future.Event who ${alice}, amount 5, list [1]`,
  )
  expect(words('Future.Event', undefined)).toBe('Future.Event')
})
