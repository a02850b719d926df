import { u16, u32 } from '@echochain/codec'
import { constant, defineModule } from '@echochain/frame'
import { registryErrors, registryEvents, registryStorage } from './declarations.ts'
import { buyLicence, claim, transferLicence } from './licensing.ts'
import { report, setStatus } from './moderation.ts'
import { acceptOwnership, transferOwnership } from './ownership.ts'
import { registerSample, setOffers, updateMetadata } from './publishing.ts'
import { MAX_PARENTS, MAX_ROYALTIES } from './bounds.ts'
import { FEE_BASIS_POINTS } from './split.ts'

/**
 * The market: samples, offers, purchases and licences (protocol.md §6). Call indices 3 and 7 to 12 are kept for
 * `set_key_agent` and the calls of sealed files, 17 for `appeal`.
 */
export const sampleRegistry = defineModule('SampleRegistry', 20, {
  storage: registryStorage,
  events: registryEvents,
  errors: registryErrors,
  constants: {
    FeeBasisPoints: constant('The platform’s fee on a sale, in basis points.', u16, Number(FEE_BASIS_POINTS)),
    MaxRoyaltyShares: constant('Most royalty shares a sample may have.', u32, MAX_ROYALTIES),
    MaxParents: constant('Most parents a sample may have.', u32, MAX_PARENTS),
  },
  calls: {
    registerSample,
    updateMetadata,
    setOffers,
    transferOwnership,
    acceptOwnership,
    buyLicence,
    transferLicence,
    claim,
    report,
    setStatus,
  },
})
