import { createHash } from 'node:crypto'
import { accountIdFromBytes, type Hash, toHex } from '@echochain/codec'
import { describe, expect, test } from 'vitest'
import { BlsPublicKey } from './BlsPublicKey.ts'
import { BlsSecretKey } from './BlsSecretKey.ts'
import { proofOfPossession, verifyProofOfPossession } from './proofOfPossession.ts'
import { signingRoot } from './signingRoot.ts'

const genesis: Hash = `0x${'11'.repeat(32)}`
const message = new Uint8Array(40).fill(7)
const sha256 = (...parts: (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

describe('protocol.md section 1: what validators sign', () => {
  test('SHA-256(SHA-256("echo/" ‖ kind ‖ genesisHash ‖ u32 consensusVersion) ‖ SHA-256(SCALE(message)))', () => {
    const domain = sha256('echo/vote', Buffer.alloc(32, 0x11), Uint8Array.of(3, 1, 0, 0))
    expect(Buffer.from(signingRoot('vote', genesis, 259, message))).toEqual(sha256(domain, sha256(message)))
  })

  test('kind, genesis, version and message all count', () => {
    const roots = [
      signingRoot('block', genesis, 1, message),
      signingRoot('randao', genesis, 1, message),
      signingRoot('vote', genesis, 1, message),
      signingRoot('pop', genesis, 1, message),
      signingRoot('vote', `0x${'12'.repeat(32)}`, 1, message),
      signingRoot('vote', genesis, 2, message),
      signingRoot('vote', genesis, 1, message.subarray(1)),
    ]
    expect(new Set(roots.map(toHex)).size).toBe(roots.length)
  })
})

describe('proof of possession', () => {
  const secret = BlsSecretKey.fromSeed(new Uint8Array(32).fill(1))
  const other = BlsSecretKey.fromSeed(new Uint8Array(32).fill(2))
  const owner = { network: 'echo-dev', operator: accountIdFromBytes(new Uint8Array(32).fill(3)), consensusVersion: 1 }
  const proof = proofOfPossession(secret, owner)

  test('signs (network name, operator, public key) under 32 zero bytes in place of the genesis hash', () => {
    const statement = Buffer.concat([
      Buffer.from([8 << 2]),
      Buffer.from('echo-dev'),
      Buffer.alloc(32, 3),
      secret.publicKey,
    ])
    const root = signingRoot('pop', `0x${'00'.repeat(32)}`, 1, statement)
    expect(proof).toEqual(secret.sign(root))
  })

  test('holds for its key, network, operator and version only', () => {
    expect(verifyProofOfPossession(secret.publicKey, owner, proof)).toBe(true)
    expect(verifyProofOfPossession(BlsPublicKey.fromBytes(secret.publicKey), owner, proof)).toBe(true)
    expect(verifyProofOfPossession(other.publicKey, owner, proof)).toBe(false)
    expect(verifyProofOfPossession(secret.publicKey, { ...owner, network: 'echo' }, proof)).toBe(false)
    const thief = accountIdFromBytes(new Uint8Array(32).fill(4))
    expect(verifyProofOfPossession(secret.publicKey, { ...owner, operator: thief }, proof)).toBe(false)
    expect(verifyProofOfPossession(secret.publicKey, { ...owner, consensusVersion: 2 }, proof)).toBe(false)
  })

  test('malformed keys and proofs are false, not errors', () => {
    expect(verifyProofOfPossession(new Uint8Array(47), owner, proof)).toBe(false)
    expect(verifyProofOfPossession(secret.publicKey, owner, new Uint8Array(3))).toBe(false)
  })
})
