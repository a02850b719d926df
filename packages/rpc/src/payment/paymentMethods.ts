import { ByteWriter, decode } from '@echochain/codec'
import { callRuntimeApi, RuntimeApiError } from '@echochain/frame'
import { z } from 'zod'
import { type RpcCall, type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { atParam, bytesParam, hexNumberResult } from '../protocol/schemas.ts'

const params = { extrinsic: bytesParam, at: atParam }
type Asked = { readonly extrinsic: Uint8Array; readonly at?: `0x${string}` | undefined }

/** Asks TransactionPaymentApi, which wants the extrinsic and then its length. */
function ask({ node: { chain } }: RpcCall, { extrinsic, at = chain.best.hash }: Asked, name: string, method: string) {
  const runtime = chain.runtimeAt(at)
  const definition = runtime.apis.find((api) => api.name === 'TransactionPaymentApi')?.methods[name]
  if (!definition) throw new RuntimeApiError('The runtime of this block does not tell fees')
  const args = new ByteWriter(extrinsic.length + 4)
  args.bytes(extrinsic)
  args.u32(extrinsic.length)
  return decode(definition.output, callRuntimeApi(runtime, chain.nextContext(at), method, args.toBytes()))
}

const queryInfo = rpcMethod({
  name: 'payment_queryInfo',
  aliases: ['payment_queryInfoAt'],
  summary: 'Weight and fee of an extrinsic, its tip left out; its signature need not hold.',
  params,
  result: z.object({
    weight: z.object({ ref_time: z.number(), proof_size: z.number() }),
    class: z.enum(['normal', 'operational', 'mandatory']),
    partialFee: z.string().regex(/^\d+$/),
  }),
  run: (call, asked) => {
    const info = ask(call, asked, 'queryInfo', 'TransactionPaymentApi_query_info')
    return {
      weight: { ref_time: info.weight, proof_size: 0 },
      class: info.class.toLowerCase(),
      partialFee: info.partialFee.toString(),
    }
  },
})

const hexAmount = (amount: bigint): string => `0x${amount.toString(16)}`

const queryFeeDetails = rpcMethod({
  name: 'payment_queryFeeDetails',
  summary: 'The parts of the fee of an extrinsic.',
  params,
  result: z.object({
    inclusionFee: z
      .object({ baseFee: hexNumberResult, lenFee: hexNumberResult, adjustedWeightFee: hexNumberResult })
      .nullable(),
  }),
  run: (call, asked) => {
    const { inclusionFee } = ask(call, asked, 'queryFeeDetails', 'TransactionPaymentApi_query_fee_details')
    if (!inclusionFee) return { inclusionFee: null }
    const { baseFee, lenFee, adjustedWeightFee } = inclusionFee
    return {
      inclusionFee: {
        baseFee: hexAmount(baseFee),
        lenFee: hexAmount(lenFee),
        adjustedWeightFee: hexAmount(adjustedWeightFee),
      },
    }
  },
})

export const paymentMethods: readonly RpcDeclaration[] = [queryInfo, queryFeeDetails]
