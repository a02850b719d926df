import { bool, bytes, literal, result, struct, u64, u8, union, type Value, vec } from '@echochain/codec'

/** Why an extrinsic cannot be included: Substrate's `InvalidTransaction`. */
export const InvalidTransaction = union('sp_runtime::transaction_validity::InvalidTransaction', {
  Call: [0],
  Payment: [1],
  Future: [2],
  Stale: [3],
  BadProof: [4],
  AncientBirthBlock: [5],
  ExhaustsResources: [6],
  Custom: [7, u8],
  BadMandatory: [8],
  MandatoryValidation: [9],
  BadSigner: [10],
})
export type InvalidTransaction = Value<typeof InvalidTransaction>

export const UnknownTransaction = union('sp_runtime::transaction_validity::UnknownTransaction', {
  CannotLookup: [0],
  NoUnsignedValidator: [1],
  Custom: [2, u8],
})
export type UnknownTransaction = Value<typeof UnknownTransaction>

export const TransactionValidityError = union('sp_runtime::transaction_validity::TransactionValidityError', {
  Invalid: [0, InvalidTransaction],
  Unknown: [1, UnknownTransaction],
})

const MAX_TAGS = 16
const MAX_TAG_BYTES = 64
const Tags = vec(bytes(MAX_TAG_BYTES), MAX_TAGS)

export const ValidTransaction = struct('sp_runtime::transaction_validity::ValidTransaction', {
  /** Higher is included first. */
  priority: u64,
  /** Tags that must have been provided before this one can be included. */
  requires: Tags,
  /** Tags that including this one provides; two with a tag in common exclude each other. */
  provides: Tags,
  /** Blocks for which this judgement holds. */
  longevity: u64,
  propagate: bool,
})
export type ValidTransaction = Value<typeof ValidTransaction>

export const TransactionValidity = result(ValidTransaction, TransactionValidityError)
export type TransactionValidity = Value<typeof TransactionValidity>

export const TransactionSource = literal('sp_runtime::transaction_validity::TransactionSource', {
  InBlock: 0,
  Local: 1,
  External: 2,
})

/** An extrinsic that cannot be included: not a failed call, but one that never runs. */
export class InvalidTransactionError extends Error {
  readonly code: string
  readonly value: Value<typeof TransactionValidityError>
  constructor(value: Value<typeof TransactionValidityError>, message: string) {
    super(message)
    this.code = value.value.type
    this.value = value
  }
}

export const invalid = (
  type: Exclude<InvalidTransaction['type'], 'Custom'>,
  message: string,
): InvalidTransactionError => new InvalidTransactionError({ type: 'Invalid', value: { type } }, message)

export const noUnsignedValidator = (): InvalidTransactionError =>
  new InvalidTransactionError(
    { type: 'Unknown', value: { type: 'NoUnsignedValidator' } },
    'Unsigned extrinsics other than inherents are not accepted',
  )

export const cannotLookup = (): InvalidTransactionError =>
  new InvalidTransactionError(
    { type: 'Unknown', value: { type: 'CannotLookup' } },
    'Only addresses of the form MultiAddress::Id name a signer here',
  )
