import { accountIdFromBytes, ss58Encode } from '@echochain/codec'
import { expect, test } from 'vitest'
import { readHolder } from './readHolder.ts'

const [own, other] = [1, 2].map((byte) => accountIdFromBytes(new Uint8Array(32).fill(byte)))
const address = ss58Encode(other)

test.each([
  ['nothing', '  ', { type: 'empty' }],
  ['an address', address, { type: 'good', account: other }],
  ['an address with blanks around it', ` ${address}\n`, { type: 'good', account: other }],
  ['the address with another network’s prefix', ss58Encode(other, 0), { type: 'good', account: other }],
  ['one’s own', ss58Encode(own), { type: 'own' }],
  [
    'an address with two letters changed over',
    address.slice(0, 9) + address[10] + address[9] + address.slice(11),
    { type: 'bad' },
  ],
  ['half an address', address.slice(0, 20), { type: 'bad' }],
  ['a name', 'Alice', { type: 'bad' }],
  ['what is far too long', address.repeat(100), { type: 'bad' }],
])('%s', (_, written, read) => {
  expect(readHolder(written, own)).toEqual(read)
})
