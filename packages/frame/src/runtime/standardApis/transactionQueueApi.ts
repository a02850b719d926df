import { CodecError, H256 } from '@echochain/codec'
import { verifySignature } from '@echochain/crypto'
import { expectedPayload, validateTransaction } from '../../executive/validateTransaction.ts'
import {
  invalid,
  InvalidTransactionError,
  TransactionSource,
  TransactionValidity,
  type ValidTransaction,
} from '../../executive/Validity.ts'
import { decodeExtrinsic } from '../../extrinsic/Extrinsic.ts'
import { uncheckedExtrinsicCodec } from '../../extrinsic/uncheckedExtrinsic.ts'
import type { Context } from '../../world/Context.ts'
import type { Runtime } from '../defineRuntime.ts'
import { apiMethod, type RuntimeApi, type RuntimeApiHead } from '../RuntimeApi.ts'

export const TRANSACTION_QUEUE_API: RuntimeApiHead = {
  name: 'TaggedTransactionQueue',
  id: '0xd2bc9897eed08f15',
  version: 3,
  docs: 'Judges transactions.',
}

export const transactionQueueApi = (runtime: Runtime): RuntimeApi => ({
  ...TRANSACTION_QUEUE_API,
  methods: {
    validateTransaction: apiMethod({
      docs: 'Whether a transaction could be included now or later, its signature included; undecodable ones are `Call`.',
      args: { source: TransactionSource, tx: uncheckedExtrinsicCodec(runtime), blockHash: H256 },
      output: TransactionValidity,
      run: (ctx, { tx }): TransactionValidity => {
        try {
          return { ok: true, value: validate(runtime, ctx, tx) }
        } catch (error) {
          if (error instanceof InvalidTransactionError) return { ok: false, error: error.value }
          if (error instanceof CodecError) return { ok: false, error: invalid('Call', error.message).value }
          throw error
        }
      },
    }),
  },
})

/** The signature before all else, as in Substrate: a wrong genesis hash or version shows as `BadProof`. */
function validate(runtime: Runtime, ctx: Context, bytes: Uint8Array): ValidTransaction {
  const extrinsic = decodeExtrinsic(runtime, bytes)
  const { signed } = extrinsic
  if (signed && !verifySignature(signed.signature, expectedPayload(runtime, ctx, signed), signed.account))
    throw invalid('BadProof', 'The signature does not fit the transaction, its account, or this chain and its version')
  return validateTransaction(runtime, ctx, extrinsic)
}
