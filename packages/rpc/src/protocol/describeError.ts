import { CodecError } from '@echochain/codec'
import { ChainError, PoolError } from '@echochain/consensus'
import { InvalidTransactionError, RuntimeApiError } from '@echochain/frame'
import { StateError } from '@echochain/state'
import { RPC_ERROR, RpcError } from './RpcError.ts'
import type { RpcLogger } from '../RpcNode.ts'

/** The sentences of Substrate's `InvalidTransaction`: applications compare them. */
const INVALID_TEXTS: Readonly<Record<string, string>> = {
  Call: 'Transaction call is not expected',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  Future: 'Transaction will be valid in the future',
  Stale: 'Transaction is outdated',
  BadProof: 'Transaction has a bad signature',
  AncientBirthBlock: 'Transaction has an ancient birth block',
  ExhaustsResources: 'Transaction would exhaust the block limits',
  Custom: 'InvalidTransaction custom error',
  BadMandatory: 'A call was labelled as mandatory, but resulted in an Error.',
  MandatoryValidation: 'Transaction dispatch is mandatory; transactions must not be validated.',
  BadSigner: 'Invalid signing address',
}

const UNKNOWN_TEXTS: Readonly<Record<string, string>> = {
  CannotLookup: 'Could not lookup information required to validate the transaction',
  NoUnsignedValidator: 'Could not find an unsigned validator for the unsigned transaction',
  Custom: 'UnknownTransaction custom error',
}

/** Code, message and data; without data the pool's own words, which tell what to do. */
const POOL_ERRORS: Readonly<Record<PoolError['code'], readonly [code: number, message: string, data?: string]>> = {
  ALREADY_IMPORTED: [RPC_ERROR.ALREADY_IMPORTED, 'Transaction Already Imported', 'It waits in the pool'],
  TOO_LOW_PRIORITY: [
    RPC_ERROR.TOO_LOW_PRIORITY,
    'Priority is too low',
    'The transaction has too low priority to replace another transaction already in the pool.',
  ],
  POOL_FULL: [RPC_ERROR.POOL_FULL, 'Immediately Dropped'],
  ACCOUNT_FULL: [RPC_ERROR.POOL_FULL, 'Immediately Dropped'],
  BANNED: [RPC_ERROR.BANNED, 'Transaction is temporarily banned', 'It was found invalid a short time ago'],
}

/** An error as the client gets to see it. What is the node's own fault goes to the log, not to the client. */
export function describeError(error: unknown, method: string, logger: RpcLogger): RpcError {
  const known = describeKnown(error)
  if (known) return known
  logger.error('A method of RPC failed', { method, error })
  return new RpcError(RPC_ERROR.INTERNAL, 'Internal error: the log of the node tells more')
}

function describeKnown(error: unknown): RpcError | undefined {
  if (error instanceof RpcError) return error
  if (error instanceof InvalidTransactionError) return describeInvalidTransaction(error)
  if (error instanceof PoolError) {
    const [code, message, data = error.message] = POOL_ERRORS[error.code]
    return new RpcError(code, message, data)
  }
  if (error instanceof RuntimeApiError || error instanceof CodecError || isUnknownRuntime(error))
    return new RpcError(RPC_ERROR.STATE, `Client error: Execution failed: ${error.message}`, error.code)
  if (isUnknownBlock(error)) return new RpcError(RPC_ERROR.STATE, `Client error: UnknownBlock: ${error.message}`)
  return undefined
}

const isUnknownRuntime = (error: unknown): error is ChainError =>
  error instanceof ChainError && error.code === 'UNKNOWN_RUNTIME'

/** Whether a block, or the state after it, is not here. */
export const isUnknownBlock = (error: unknown): error is ChainError | StateError =>
  (error instanceof ChainError && error.code === 'UNKNOWN_BLOCK') ||
  (error instanceof StateError && (error.code === 'UNKNOWN_BLOCK' || error.code === 'STATE_PRUNED'))

function describeInvalidTransaction({ value }: InvalidTransactionError): RpcError {
  const { type } = value.value
  return value.type === 'Invalid'
    ? new RpcError(RPC_ERROR.INVALID_TRANSACTION, 'Invalid Transaction', INVALID_TEXTS[type])
    : new RpcError(RPC_ERROR.UNKNOWN_VALIDITY, 'Unknown Transaction Validity', UNKNOWN_TEXTS[type])
}
