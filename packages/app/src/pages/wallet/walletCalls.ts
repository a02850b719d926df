import { ss58Decode } from '@echochain/codec'
import { addressOf, balances, type RuntimeCall, runtimeCall } from '@echochain/sdk'
import type { Payment } from './readPayment.ts'

/** The call that sends; of everything, what the account needs to go on existing stays. */
export function sendCall({ to, amount }: Payment): RuntimeCall {
  const dest = addressOf(ss58Decode(to).account)
  return amount === 'all'
    ? runtimeCall(balances.calls.transferAll, { dest, keepAlive: true })
    : runtimeCall(balances.calls.transferKeepAlive, { dest, value: amount })
}
