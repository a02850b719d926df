import {
  ACCOUNT_ID_LENGTH,
  type AccountId,
  accountIdFromBytes,
  blake2b256,
  ByteReader,
  ByteWriter,
  CodecError,
  concatBytes,
  type Hash,
  toHex,
} from '@echochain/codec'
import { type Keypair, MultiSignature } from '@echochain/crypto'
import type { OpaqueExtrinsic } from '../block/Header.ts'
import { cannotLookup } from '../executive/Validity.ts'
import type { RuntimeCall } from '../module/declarations.ts'
import type { Runtime } from '../runtime/defineRuntime.ts'
import { addressOf, MultiAddress } from './MultiAddress.ts'

export const EXTRINSIC_VERSION = 4
const SIGNED = 0x80
/** Payloads longer than this are hashed before signing (Substrate's rule). */
const MAX_PLAIN_PAYLOAD_BYTES = 256

/** A decoded extrinsic: a call, and who signed it with what beside it. Without a signature it is an inherent. */
export interface Extrinsic {
  readonly bytes: OpaqueExtrinsic
  readonly call: RuntimeCall
  readonly signed: SignedParts | undefined
}

export interface SignedParts {
  readonly account: AccountId
  readonly signature: MultiSignature
  /** A value for each extension of the runtime, in its order. */
  readonly extras: readonly unknown[]
  /** The part of the payload that the extrinsic itself carries: call, then extras. */
  readonly ownPayload: Uint8Array
}

/** Hash that names an extrinsic: blake2b-256 of its bytes with the length in front. */
export const extrinsicHash = (extrinsic: OpaqueExtrinsic): Hash => toHex(blake2b256(extrinsic))

/**
 * Strictly decodes an extrinsic with its length prefix.
 * @throws CodecError when it is malformed.
 * @throws InvalidTransactionError `CannotLookup` when its signer is not given by account.
 */
export function decodeExtrinsic(runtime: Runtime, bytes: OpaqueExtrinsic): Extrinsic {
  const input = new ByteReader(bytes)
  const length = input.compactU32()
  if (length !== input.remaining)
    throw new CodecError(
      length > input.remaining ? 'UNEXPECTED_END' : 'TRAILING_BYTES',
      `The extrinsic says it has ${length} bytes, but ${input.remaining} follow`,
    )
  const version = input.u8()
  if (version !== EXTRINSIC_VERSION && version !== (EXTRINSIC_VERSION | SIGNED))
    throw new CodecError(
      'UNKNOWN_VARIANT',
      `Extrinsic format ${version & ~SIGNED} is not supported, only ${EXTRINSIC_VERSION}`,
    )
  const signed = (version & SIGNED) !== 0 ? readSignedParts(runtime, input) : undefined
  const callStart = input.offset
  const call = runtime.callCodec.read(input)
  input.expectEnd()
  if (!signed) return { bytes, call, signed }
  const { account, signature, extras, extrasStart } = signed
  const ownPayload = concatBytes(bytes.subarray(callStart), bytes.subarray(extrasStart, callStart))
  return { bytes, call, signed: { account, signature, extras, ownPayload } }
}

function readSignedParts(runtime: Runtime, input: ByteReader) {
  const address = MultiAddress.read(input)
  if (address.type !== 'Id') throw cannotLookup()
  const signature = MultiSignature.read(input)
  const extrasStart = input.offset
  const extras: unknown[] = []
  for (const extension of runtime.extensions) extras.push(extension.extra.read(input))
  return { account: address.value, signature, extras, extrasStart }
}

const ADDRESS_ID = 0

/** Who signed an extrinsic, without decoding the rest; `undefined` if nobody did, or not by account. */
export function readSigner(bytes: OpaqueExtrinsic): AccountId | undefined {
  const at = [1, 2, 4, 5][bytes[0] & 3] // behind the length
  if (bytes.length < at + 2 + ACCOUNT_ID_LENGTH) return undefined
  if (bytes[at] !== (EXTRINSIC_VERSION | SIGNED) || bytes[at + 1] !== ADDRESS_ID) return undefined
  return accountIdFromBytes(bytes.subarray(at + 2, at + 2 + ACCOUNT_ID_LENGTH))
}

/** What was signed: call, extras, additional values; hashed when long. */
export function signaturePayload(ownPayload: Uint8Array, additional: Uint8Array): Uint8Array {
  const payload = concatBytes(ownPayload, additional)
  return payload.length > MAX_PLAIN_PAYLOAD_BYTES ? blake2b256(payload) : payload
}

/** Values for the extensions of a runtime, by identifier. */
export type ExtensionValues = Readonly<Record<string, { readonly extra?: unknown; readonly additional?: unknown }>>

/** A call with all that is signed with it, by whoever that will be. */
export interface UnsignedExtrinsic {
  /** The encoded call. */
  readonly call: Uint8Array
  /** What the extensions put into the extrinsic. */
  readonly extras: Uint8Array
  /** What the signature is over; hashed when long. */
  readonly payload: Uint8Array
}

/** Encodes a call for signing. `values` holds what each extension of the runtime needs; empty ones may be left out. */
export function prepareExtrinsic(runtime: Runtime, call: RuntimeCall, values: ExtensionValues): UnsignedExtrinsic {
  const encodedCall = new ByteWriter()
  runtime.callCodec.write(encodedCall, call)
  const extras = new ByteWriter()
  const additional = new ByteWriter()
  for (const extension of runtime.extensions) {
    const value = values[extension.identifier]
    extension.extra.write(extras, value?.extra)
    extension.additional.write(additional, value?.additional)
  }
  const payload = signaturePayload(concatBytes(encodedCall.view(), extras.view()), additional.view())
  return { call: encodedCall.toBytes(), extras: extras.toBytes(), payload }
}

/** The extrinsic that a signature over the payload makes of what was prepared. */
export function assembleExtrinsic(
  { call, extras }: UnsignedExtrinsic,
  account: AccountId,
  signature: MultiSignature,
): OpaqueExtrinsic {
  const body = new ByteWriter()
  body.u8(EXTRINSIC_VERSION | SIGNED)
  MultiAddress.write(body, addressOf(account))
  MultiSignature.write(body, signature)
  body.bytes(extras)
  body.bytes(call)
  return withLength(body.view())
}

/** Signs a call with a key at hand: {@link prepareExtrinsic}, then {@link assembleExtrinsic}. */
export function signExtrinsic(
  runtime: Runtime,
  call: RuntimeCall,
  keypair: Keypair,
  values: ExtensionValues,
): OpaqueExtrinsic {
  const unsigned = prepareExtrinsic(runtime, call, values)
  return assembleExtrinsic(unsigned, keypair.account, keypair.sign(unsigned.payload))
}

/** An unsigned extrinsic: how inherents stand in a block. */
export function bareExtrinsic(runtime: Runtime, call: RuntimeCall): OpaqueExtrinsic {
  const body = new ByteWriter()
  body.u8(EXTRINSIC_VERSION)
  runtime.callCodec.write(body, call)
  return withLength(body.view())
}

function withLength(body: Uint8Array): OpaqueExtrinsic {
  const out = new ByteWriter(body.length + 5)
  out.compactU32(body.length)
  out.bytes(body)
  return out.toBytes()
}
