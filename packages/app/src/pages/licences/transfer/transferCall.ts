import type { AccountId } from '@echochain/codec'
import { addressOf, type LicenceId, type RuntimeCall, runtimeCall, sampleRegistry } from '@echochain/sdk'

/** The call that hands a licence on. */
export const transferCall = (licence: LicenceId, to: AccountId): RuntimeCall =>
  runtimeCall(sampleRegistry.calls.transferLicence, { licence, to: addressOf(to) })
