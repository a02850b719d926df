import { ss58Decode } from '@echochain/codec'
import { expect, test } from 'vitest'
import { readAccount, readAddress } from './readAddress.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
/** Alice with Polkadot's prefix 0. */
const ALICE_0 = '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5'

test.each([
  ['an address', ALICE],
  ['with blanks around it', ` ${ALICE}\n`],
  ['with the prefix of another network', ALICE_0],
])('%s is read in its usual form', (_, entered) => {
  expect(readAccount(entered)).toBe(ss58Decode(ALICE).account)
  expect(readAddress(entered)).toBe(ALICE)
})

test.each([
  ['nothing', ''],
  ['blanks', '  '],
  ['a name', 'Alice'],
  ['a mistyped address', `${ALICE.slice(0, -1)}Z`],
  ['half an address', ALICE.slice(0, 20)],
  ['what is far too long', ALICE.repeat(100)],
  ['characters that occur in no address', `${ALICE.slice(0, -1)}0`],
])('%s is none', (_, entered) => {
  expect(readAccount(entered)).toBeUndefined()
  expect(readAddress(entered)).toBeUndefined()
})
