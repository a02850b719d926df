import { checkGenesis } from '../extension/checkGenesis.ts'
import { checkMetadataHash } from '../extension/checkMetadataHash.ts'
import { checkMortality } from '../extension/checkMortality.ts'
import { checkNonce } from '../extension/checkNonce.ts'
import { checkSpecVersion, checkTxVersion } from '../extension/checkVersions.ts'
import { defineRuntime } from '../runtime/defineRuntime.ts'
import { runtimeVersionApis } from '../runtime/RuntimeApi.ts'
import type { RuntimeVersion } from '../runtime/RuntimeVersion.ts'
import { STANDARD_APIS, standardApis } from '../runtime/standardApis/standardApis.ts'
import { createSystem } from '../system/system.ts'
import { createClock, createNotes, TEST_CALL_WEIGHT } from './testModules.ts'

export const TEST_LIMITS = { maxWeight: 40_000, maxBytes: 4_096, baseExtrinsicWeight: 500 }

const version: RuntimeVersion = {
  specName: 'frame-test',
  implName: 'frame-test',
  authoringVersion: 1,
  specVersion: 103,
  implVersion: 1,
  apis: runtimeVersionApis(STANDARD_APIS),
  transactionVersion: 2,
  systemVersion: 1,
}

/** A small runtime that has one of everything. Each call makes a new one. */
export function createTestRuntime({ metadataHash }: { metadataHash?: () => Uint8Array } = {}) {
  const system = createSystem({
    version,
    ss58Prefix: 42,
    maxBlockWeight: TEST_LIMITS.maxWeight,
    maxBlockBytes: TEST_LIMITS.maxBytes,
    callWeight: TEST_CALL_WEIGHT,
  })
  const clock = createClock()
  let notes!: ReturnType<typeof createNotes>
  const runtime = defineRuntime({
    version,
    marker: 'native:frame-test/103/dev',
    limits: TEST_LIMITS,
    modules: (calls) => [system, clock, (notes = createNotes(calls))],
    extensions: [
      checkSpecVersion(version),
      checkTxVersion(version),
      checkGenesis,
      checkMortality,
      checkNonce,
      checkMetadataHash(metadataHash),
    ],
    inherents: [
      {
        call: clock.calls.set,
        required: true,
        create: ({ timestampMs }) => ({ call: clock.calls.set, args: { now: timestampMs } }),
      },
      { call: clock.calls.chime, required: false, create: () => undefined },
    ],
    apis: standardApis,
  })
  return { runtime, system, clock, notes }
}
