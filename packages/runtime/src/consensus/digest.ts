import {
  AccountId,
  decode,
  encode,
  fixedBytes,
  H256,
  struct,
  tuple,
  u32,
  u64,
  utf8,
  equalBytes,
  type Value,
} from '@echochain/codec'
import type { DigestItem } from '@echochain/frame'

/** Engine under which existing clients look for the author's account. */
const AUTHOR_ENGINE = utf8('pow_')
const ECHO_ENGINE = utf8('ECHO')
export const BLS_SIGNATURE_LENGTH = 96

export const SlotClaim = struct('echo_consensus::SlotClaim', {
  slot: u64,
  validatorIndex: u32,
  /** The proposer's BLS signature over the slot: its contribution to the randomness. */
  reveal: fixedBytes(BLS_SIGNATURE_LENGTH),
})
export type SlotClaim = Value<typeof SlotClaim>

/** Merkle roots of the active sets of the block's epoch and the two after it. */
const SetRoots = tuple(H256, H256, H256)
export type SetRoots = Value<typeof SetRoots>

/** What a header's digest says, in the order of protocol.md §1. */
export interface HeaderClaims {
  readonly author: AccountId
  readonly claim: SlotClaim
  readonly setRoots: SetRoots
  /** BLS signature over the header without it; absent while the block is being made. */
  readonly seal: Uint8Array | undefined
  /** Logs the block added while it ran. */
  readonly deposited: readonly DigestItem[]
}

/** A digest that is not in the form of protocol.md §1. */
export class DigestError extends Error {
  readonly code = 'BAD_DIGEST'
}

export const preRuntimeLogs = (author: AccountId, claim: SlotClaim): readonly DigestItem[] => [
  { type: 'PreRuntime', value: [AUTHOR_ENGINE, encode(AccountId, author)] },
  { type: 'PreRuntime', value: [ECHO_ENGINE, encode(SlotClaim, claim)] },
]

export const setRootsLog = (roots: SetRoots): DigestItem => ({
  type: 'Consensus',
  value: [ECHO_ENGINE, encode(SetRoots, roots)],
})

export const sealLog = (signature: Uint8Array): DigestItem => ({ type: 'Seal', value: [ECHO_ENGINE, signature] })

function logPayload(logs: readonly DigestItem[], at: number, type: DigestItem['type'], engine: Uint8Array): Uint8Array {
  const log = logs[at]
  if (log?.type !== type || !Array.isArray(log.value) || !equalBytes(log.value[0], engine))
    throw new DigestError(`Log ${at} of the digest must be ${type} of engine ${String.fromCharCode(...engine)}`)
  return log.value[1]
}

/** The slot a digest claims, also while the block is being made. Throws {@link DigestError}. */
export const readSlotClaim = (logs: readonly DigestItem[]): SlotClaim =>
  decode(SlotClaim, logPayload(logs, 1, 'PreRuntime', ECHO_ENGINE))

/** Reads a digest strictly: each log in its place, of its engine, with nothing else. Throws {@link DigestError}. */
export function readClaims(logs: readonly DigestItem[]): HeaderClaims {
  const author = decode(AccountId, logPayload(logs, 0, 'PreRuntime', AUTHOR_ENGINE))
  const claim = readSlotClaim(logs)
  const setRoots = decode(SetRoots, logPayload(logs, 2, 'Consensus', ECHO_ENGINE))
  const sealed = logs.at(-1)?.type === 'Seal'
  const seal = sealed ? logPayload(logs, logs.length - 1, 'Seal', ECHO_ENGINE) : undefined
  if (seal && seal.length !== BLS_SIGNATURE_LENGTH)
    throw new DigestError(`A seal has ${BLS_SIGNATURE_LENGTH} bytes, got ${seal.length}`)
  const deposited = logs.slice(3, sealed ? -1 : undefined)
  if (deposited.some(({ type }) => type !== 'RuntimeEnvironmentUpdated'))
    throw new DigestError('The digest has logs that no rule of this chain makes')
  return { author, claim, setRoots, seal, deposited }
}
