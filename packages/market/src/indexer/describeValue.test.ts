import {
  AccountId,
  array,
  bool,
  bytes,
  compactU128,
  decode,
  encode,
  H256,
  lazy,
  literal,
  option,
  result,
  struct,
  text,
  tuple,
  u32,
  u64,
  union,
  unit,
  vec,
  type Codec,
} from '@echochain/codec'
import {
  describeCall,
  describeValue,
  type Describing,
  DispatchErrorCodec,
  moduleError,
  MultiAddress,
  runtimeCall,
} from '@echochain/frame'
import { createRuntime, PRESETS, registryErrors } from '@echochain/runtime'
import { expect, test } from 'vitest'
import { marketCalls } from '../testing/marketCalls.ts'
import { ALICE } from '../testing/FakeChain.ts'
import { AddressBook } from './AddressBook.ts'
import { describeError } from './describeError.ts'

const RUNTIME = createRuntime(PRESETS.dev)
const ADDRESS = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const addresses = new AddressBook()
const by: Describing = {
  address: (account) => addresses.addressOf(account),
  failure: (error) => describeError(RUNTIME, error),
}

const described = <T>(codec: Codec<T>, value: T) => describeValue(codec.type, decode(codec, encode(codec, value)), by)

test.each<[Codec<any>, unknown, unknown]>([
  [u32, 7, 7],
  [u64, 2n ** 64n - 1n, '18446744073709551615'],
  [compactU128, 5n, '5'],
  [bool, true, true],
  [text(9), 'hé', 'hé'],
  [bytes(9), Uint8Array.of(1, 255), '0x01ff'],
  [H256, `0x${'ab'.repeat(32)}`, `0x${'ab'.repeat(32)}`],
  [AccountId, ALICE.account, ADDRESS],
  [MultiAddress, { type: 'Id', value: ALICE.account }, { type: 'Id', value: ADDRESS }],
  [option(u64), undefined, null],
  [option(u64), 1n, '1'],
  [option(AccountId), ALICE.account, ADDRESS],
  [vec(AccountId, 9), [ALICE.account], [ADDRESS]],
  [array(u64, 2), [1n, 2n], ['1', '2']],
  [tuple(AccountId, u32), [ALICE.account, 3], [ADDRESS, 3]],
  [literal('x::L', { One: 1, Two: 2 }), 'Two', 'Two'],
  [
    struct('x::S', { maxPrice: u64, by: AccountId }),
    { maxPrice: 1n, by: ALICE.account },
    { max_price: '1', by: ADDRESS },
  ],
  [union('x::U', { None: [0], One: [1, u64], Many: [2, { dueAt: u64 }] }), { type: 'None' }, { type: 'None' }],
  [
    union('x::U', { None: [0], One: [1, u64], Many: [2, { dueAt: u64 }] }),
    { type: 'One', value: 1n },
    { type: 'One', value: '1' },
  ],
  [
    union('x::U', { None: [0], One: [1, u64], Many: [2, { dueAt: u64 }] }),
    { type: 'Many', value: { dueAt: 1n } },
    { type: 'Many', value: { due_at: '1' } },
  ],
  [result(unit, DispatchErrorCodec), { ok: true, value: undefined }, { ok: null }],
  [result(u64, u32), { ok: false, error: 3 }, { error: 3 }],
  [lazy(() => vec(u64, 2)), [1n], ['1']],
])('%# %o', (codec, value, expected) => {
  expect(described(codec, value)).toEqual(expected)
})

test('errors are told by the names and words of their modules', () => {
  const { value } = moduleError(registryErrors.NotForSale)
  expect(described(DispatchErrorCodec, value)).toEqual({
    code: 'SampleRegistry.NotForSale',
    message: registryErrors.NotForSale.docs,
  })
  const failureOf = (error: Parameters<typeof describeError>[1]) => describeError(RUNTIME, error).code
  expect(failureOf({ type: 'Token', value: 'FundsUnavailable' })).toBe('Token.FundsUnavailable')
  expect(failureOf({ type: 'BadOrigin' })).toBe('BadOrigin')
  expect(failureOf({ type: 'Module', value: { index: 99, error: Uint8Array.of(5, 0, 0, 0) } })).toBe('Module99.Error5')
})

test('calls within calls are described as calls', () => {
  const market = marketCalls(RUNTIME)
  const call = market.batch(market.judge(1, 'Approved'), market.transfer(ALICE.account, 5n))
  const again = decode(RUNTIME.callCodec, encode(RUNTIME.callCodec, runtimeCall(call.call, call.args)))
  expect(describeCall(again, by)).toEqual({
    call: 'Utility.batch',
    args: {
      calls: [
        {
          call: 'Sudo.sudo',
          args: { call: { call: 'SampleRegistry.set_status', args: { sample: 1, status: 'Approved' } } },
        },
        { call: 'Balances.transfer_keep_alive', args: { dest: { type: 'Id', value: ADDRESS }, value: '5' } },
      ],
    },
  })
})
