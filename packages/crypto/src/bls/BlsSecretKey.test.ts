import { fromHex, toHex } from '@echochain/codec'
import { expect, test } from 'vitest'
import { BlsError } from './BlsError.ts'
import { BlsPublicKey } from './BlsPublicKey.ts'
import { BlsSecretKey } from './BlsSecretKey.ts'
import { aggregateSignatures, verifyAggregate, verifyBls } from './verifyBls.ts'

/** https://eips.ethereum.org/EIPS/eip-2333, test cases 0 to 3: seed, master key. */
const EIP_2333 = [
  [
    '0xc55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04',
    6083874454709270928345386274498605044986640685124978867557563392430687146096n,
  ],
  [
    '0x3141592653589793238462643383279502884197169399375105820974944592',
    29757020647961307431480504535336562678282505419141012933316116377660817309383n,
  ],
  [
    '0x0099FF991111002299DD7744EE3355BBDD8844115566CC55663355668888CC00',
    27580842291869792442942448775674722299803720648445448686099262467207037398656n,
  ],
  [
    '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3',
    19022158461524446591288038168518313374041767046816487870552872741050760015818n,
  ],
] as const

test.each(EIP_2333)('EIP-2333: the master key of %s', (seed, key) => {
  expect(BigInt(toHex(BlsSecretKey.fromSeed(fromHex(seed)).toBytes()))).toBe(key)
})

test('bad seeds, keys and signatures throw coded errors', () => {
  const code = (run: () => unknown): string | undefined => {
    try {
      run()
    } catch (error) {
      if (error instanceof BlsError) return error.code
    }
    return undefined
  }
  expect(code(() => BlsSecretKey.fromSeed(new Uint8Array(31)))).toBe('BAD_SEED')
  expect(code(() => BlsSecretKey.fromBytes(new Uint8Array(32)))).toBe('BAD_SECRET_KEY')
  expect(code(() => BlsSecretKey.fromBytes(new Uint8Array(31).fill(1)))).toBe('BAD_SECRET_KEY')
  expect(code(() => BlsPublicKey.fromBytes(new Uint8Array(48)))).toBe('BAD_PUBLIC_KEY')
  expect(code(() => aggregateSignatures([]))).toBe('NOTHING_TO_AGGREGATE')
  expect(code(() => aggregateSignatures([new Uint8Array(96)]))).toBe('BAD_SIGNATURE')
})

test('signatures of several keys over one message aggregate; keys come as bytes or decoded', () => {
  const secrets = [1, 2, 3].map((fill) => BlsSecretKey.fromSeed(new Uint8Array(32).fill(fill)))
  const keys = secrets.map(({ publicKey }) => publicKey)
  const message = new Uint8Array(32).fill(9)
  const sum = aggregateSignatures(secrets.map((secret) => secret.sign(message)))
  expect(verifyAggregate(keys, message, sum)).toBe(true)
  expect(verifyAggregate(keys.map(BlsPublicKey.fromBytes), message, sum)).toBe(true)
  expect(verifyAggregate(keys.slice(1), message, sum)).toBe(false)
  expect(verifyAggregate([], message, sum)).toBe(false)
  expect(verifyAggregate([...keys, new Uint8Array(48)], message, sum)).toBe(false)
  expect(verifyBls(keys[0], message, secrets[0].sign(message))).toBe(true)
  expect(verifyBls(keys[0], message, secrets[1].sign(message))).toBe(false)
})

test('a key keeps its secret out of logs, and does not change with the bytes it was made of', () => {
  const bytes = new Uint8Array(32).fill(5)
  const secret = BlsSecretKey.fromBytes(bytes)
  bytes.fill(6)
  expect(secret.toBytes()).toEqual(new Uint8Array(32).fill(5))
  expect(Object.keys(secret)).toEqual(['publicKey'])
})
