import { DEFAULT_SS58_PREFIX } from '@echochain/codec'
import {
  checkGenesis,
  checkMetadataHash,
  checkMortality,
  checkNonce,
  checkSpecVersion,
  checkTxVersion,
  computeMetadataHash,
  createSystem,
  defineRuntime,
  type Runtime,
  STANDARD_APIS,
  standardApis,
  type RuntimeVersion,
} from '@echochain/frame'
import { balances } from './balances/balances.ts'
import { consensus } from './consensus/consensus.ts'
import { blockLimits, type Preset, PRESETS } from './presets.ts'
import { sampleRegistry } from './sampleRegistry/sampleRegistry.ts'
import { createSudo } from './sudo/sudo.ts'
import { createTimestamp, timestampInherent } from './timestamp/timestamp.ts'
import { TOKEN_DECIMALS, TOKEN_SYMBOL } from './token.ts'
import { chargeTransactionPayment } from './transactionPayment/chargeTransactionPayment.ts'
import { createTransactionPayment } from './transactionPayment/transactionPayment.ts'
import { createTransactionPaymentApi, TRANSACTION_PAYMENT_API } from './transactionPayment/transactionPaymentApi.ts'
import { createUtility } from './utility/utility.ts'
import { SMALL_CALL_WEIGHT } from './weights.ts'

/** Changes whenever behaviour or metadata does. */
export const SPEC_VERSION = 100
/** Changes whenever the encoding of transactions does. */
const TRANSACTION_VERSION = 1

export interface RuntimeOptions {
  /** Another number than this release's, to rehearse upgrades. */
  readonly specVersion?: number
}

/** The runtime of EchoChain as a network with the numbers of `preset` runs it. */
export function createRuntime(preset: Preset, { specVersion = SPEC_VERSION }: RuntimeOptions = {}): Runtime {
  const version: RuntimeVersion = {
    specName: 'echochain',
    implName: 'echochain-ts',
    authoringVersion: 1,
    specVersion,
    implVersion: 1,
    apis: [...STANDARD_APIS, TRANSACTION_PAYMENT_API].map(({ id, version: apiVersion }) => [id, apiVersion] as const),
    transactionVersion: TRANSACTION_VERSION,
    systemVersion: 1,
  }
  const limits = blockLimits(preset)
  const system = createSystem({
    version,
    ss58Prefix: DEFAULT_SS58_PREFIX,
    maxBlockWeight: limits.maxWeight,
    maxBlockBytes: limits.maxBytes,
    callWeight: SMALL_CALL_WEIGHT,
  })
  const runtime: Runtime = defineRuntime({
    version,
    marker: codeMarkerOf(preset, specVersion),
    limits,
    modules: (calls) => [
      system,
      createTimestamp(preset.slotMs),
      balances,
      createTransactionPayment(limits.maxWeight),
      consensus,
      ...(preset.sudo ? [createSudo(calls)] : []),
      createUtility(calls),
      sampleRegistry,
    ],
    extensions: [
      checkSpecVersion(version),
      checkTxVersion(version),
      checkGenesis,
      checkMortality,
      checkNonce,
      chargeTransactionPayment,
      checkMetadataHash(once(() => metadataHashOf(runtime))),
    ],
    inherents: [timestampInherent],
    apis: (self) => [...standardApis(self), createTransactionPaymentApi(self)],
  })
  return runtime
}

/** What the state holds under `:code` while this runtime is in force. */
export const codeMarkerOf = (preset: Preset, specVersion = SPEC_VERSION): string =>
  `native:echochain/${specVersion}/${preset.name}`

/** The preset of the network whose state has this marker, whatever the version; undefined for one of another chain. */
export const presetOfMarker = (marker: string): Preset | undefined => {
  const [, name] = /^native:echochain\/\d+\/([a-z]+)$/.exec(marker) ?? []
  return Object.values<Preset>(PRESETS).find((preset) => preset.name === name)
}

/** The digest of a runtime's metadata that offline signers check (RFC-78). */
const metadataHashOf = (runtime: Runtime): Uint8Array =>
  computeMetadataHash(runtime, {
    base58Prefix: DEFAULT_SS58_PREFIX,
    decimals: TOKEN_DECIMALS,
    tokenSymbol: TOKEN_SYMBOL,
  })

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
