import { option, struct, u128, u32 } from '@echochain/codec'
import {
  apiMethod,
  callWeight,
  type Context,
  decodeExtrinsic,
  DispatchClass,
  type Extrinsic,
  type Runtime,
  type RuntimeApi,
  type RuntimeApiHead,
  uncheckedExtrinsicCodec,
  WeightCodec,
} from '@echochain/frame'
import { transactionPaymentStorage } from './declarations.ts'
import { computeInclusionFee, totalFee } from './fees.ts'

const RuntimeDispatchInfo = struct('pallet_transaction_payment::types::RuntimeDispatchInfo', {
  weight: WeightCodec,
  class: DispatchClass,
  partialFee: u128,
})

const FeeDetails = struct('pallet_transaction_payment::types::FeeDetails', {
  inclusionFee: option(
    struct('pallet_transaction_payment::types::InclusionFee', { baseFee: u128, lenFee: u128, adjustedWeightFee: u128 }),
  ),
})

const inclusionFee = (ctx: Context, { call, bytes }: Extrinsic, base: number) =>
  computeInclusionFee(bytes.length, base + callWeight(call), ctx.get(transactionPaymentStorage.nextFeeMultiplier))

export const TRANSACTION_PAYMENT_API: RuntimeApiHead = {
  name: 'TransactionPaymentApi',
  id: '0x37c8bb1350a9a2a8',
  version: 4,
  docs: 'What transactions cost.',
}

/** What a transaction would cost. Clients ask with a signature that does not hold; it is not looked at. */
export const createTransactionPaymentApi = (runtime: Runtime): RuntimeApi => {
  const base = runtime.limits.baseExtrinsicWeight
  const args = { uxt: uncheckedExtrinsicCodec(runtime), len: u32 }
  return {
    ...TRANSACTION_PAYMENT_API,
    methods: {
      queryInfo: apiMethod({
        docs: 'Weight and fee of an extrinsic, without its tip.',
        args,
        output: RuntimeDispatchInfo,
        run: (ctx, { uxt }) => {
          const extrinsic = decodeExtrinsic(runtime, uxt)
          return {
            weight: base + callWeight(extrinsic.call),
            class: extrinsic.signed ? ('Normal' as const) : ('Mandatory' as const),
            partialFee: extrinsic.signed ? totalFee(inclusionFee(ctx, extrinsic, base)) : 0n,
          }
        },
      }),
      queryFeeDetails: apiMethod({
        docs: 'The parts of the fee of an extrinsic.',
        args,
        output: FeeDetails,
        run: (ctx, { uxt }) => {
          const extrinsic = decodeExtrinsic(runtime, uxt)
          if (!extrinsic.signed) return { inclusionFee: undefined }
          const { base: baseFee, length: lenFee, weight: adjustedWeightFee } = inclusionFee(ctx, extrinsic, base)
          return { inclusionFee: { baseFee, lenFee, adjustedWeightFee } }
        },
      }),
    },
  }
}
