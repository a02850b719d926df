import { blake2b256, CodecError, encode, fromHex, type Hash, u64 } from '@echochain/codec'
import { BlsPublicKey, signingRoot, verifyBls } from '@echochain/crypto'
import { Header } from '@echochain/frame'
import { DigestError, type HeaderClaims, readClaims, type Validator } from '@echochain/runtime'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { EpochDuties } from '../duties/EpochDuties.ts'
import { ImportError } from './ImportError.ts'

/** Signing roots change with it, so that signatures of incompatible rules never count as each other. */
export const CONSENSUS_VERSION = 1

/** The root a proposer signs to reveal its randomness for a slot. */
export const revealRoot = (genesisHash: Hash, slot: bigint): Uint8Array =>
  signingRoot('randao', genesisHash, CONSENSUS_VERSION, encode(u64, slot))

/** The root a proposer signs to seal a header: over the hash of the header without its seal. */
export function sealRoot(genesisHash: Hash, header: Header): Uint8Array {
  const { logs } = header.digest
  const unsealed = logs.at(-1)?.type === 'Seal' ? logs.slice(0, -1) : logs
  const bytes = encode(Header, { ...header, digest: { logs: unsealed } })
  return signingRoot('block', genesisHash, CONSENSUS_VERSION, blake2b256(bytes))
}

/** Rules between a header and its parent that need no state. Throws `ImportError`; returns what the digest says. */
export function checkLineage(header: Header, parent: BlockNode, currentSlot: bigint): HeaderClaims {
  if (header.number !== parent.number + 1)
    throw new ImportError('WRONG_NUMBER', `Block ${header.number} cannot follow block ${parent.number}`)
  const claims = readDigest(header)
  const { slot } = claims.claim
  if (slot <= parent.slot)
    throw new ImportError('SLOT_NOT_AFTER_PARENT', `Slot ${slot} does not come after the parent's slot ${parent.slot}`)
  if (slot > currentSlot)
    throw new ImportError('FUTURE_SLOT', `Slot ${slot} has not begun: the clock is in slot ${currentSlot}`)
  return claims
}

function readDigest(header: Header): HeaderClaims {
  try {
    return readClaims(header.digest.logs)
  } catch (error) {
    if (!(error instanceof DigestError || error instanceof CodecError)) throw error
    throw new ImportError('BAD_DIGEST', `The digest cannot be read: ${error.message}`, { cause: error })
  }
}

/** Rules that need the parent's state: who may propose, and the two signatures of the proposer. Throws `ImportError`. */
export function checkProposer(header: Header, claims: HeaderClaims, duties: EpochDuties, genesisHash: Hash): void {
  const { slot, validatorIndex } = claims.claim
  const expected = duties.proposerOf(slot)
  if (validatorIndex !== expected)
    throw new ImportError('WRONG_PROPOSER', `Slot ${slot} belongs to validator ${expected}, not ${validatorIndex}`)
  if (claims.setRoots.some((root, i) => root !== duties.setRoots[i]))
    throw new ImportError('WRONG_SET_ROOTS', 'The digest commits to another set of validators')
  checkSignatures(header, claims, duties.validators, genesisHash)
}

/** That the validator a header names has signed it, whosever turn it is. Throws `ImportError`. */
export function checkSignatures(
  header: Header,
  claims: HeaderClaims,
  validators: readonly Validator[],
  genesisHash: Hash,
): void {
  const { slot, validatorIndex, reveal } = claims.claim
  const validator = validators[validatorIndex]
  if (claims.author !== validator?.account)
    throw new ImportError('WRONG_PROPOSER', `The digest names another author than validator ${validatorIndex}`)
  const key = BlsPublicKey.fromBytes(fromHex(validator.blsKey))
  if (!verifyBls(key, revealRoot(genesisHash, slot), reveal))
    throw new ImportError('BAD_REVEAL', `The randomness revealed for slot ${slot} is not validator ${validatorIndex}'s`)
  if (!claims.seal || !verifyBls(key, sealRoot(genesisHash, header), claims.seal))
    throw new ImportError('BAD_SEAL', `The block is not signed by validator ${validatorIndex}`)
}
