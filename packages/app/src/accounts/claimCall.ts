import { type RuntimeCall, runtimeCall, sampleRegistry } from '@echochain/sdk'

/** The call that pays out what the account was credited with. */
export const claimCall = (): RuntimeCall => runtimeCall(sampleRegistry.calls.claim, {})
