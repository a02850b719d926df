import { AccountId, blake2b256, bytes, H256, type Hash, toHex, u16, u32, utf8 } from '@echochain/codec'
import { Digest } from '../block/Header.ts'
import { DispatchErrorCodec, ensure } from '../dispatch/DispatchError.ts'
import { ensureRoot, ensureSigned } from '../dispatch/Origin.ts'
import { type Weight, WeightCodec } from '../dispatch/Weight.ts'
import { call, constant, error, event } from '../module/declarations.ts'
import { defineModule } from '../module/defineModule.ts'
import { declareStorage, map, value } from '../module/storage.ts'
import { type RuntimeVersion, RuntimeVersionCodec } from '../runtime/RuntimeVersion.ts'
import type { Context } from '../world/Context.ts'
import { AccountInfo, EMPTY_ACCOUNT } from './AccountInfo.ts'
import { DispatchInfo } from './DispatchInfo.ts'
import { EncodedEvents, RawBytes } from './eventRecords.ts'

/** Blocks whose hashes the state knows: the longest mortality. A power of two, or clients miscount (their rounding). */
export const BLOCK_HASH_COUNT = 4_096
const MAX_REMARK_BYTES = 64 * 1024
const MAX_CODE_MARKER_BYTES = 256

export const systemStorage = declareStorage('System', {
  account: map('Nonce and balances of an account.', AccountId, AccountInfo, { initial: EMPTY_ACCOUNT }),
  blockHash: map('Hashes of the latest blocks by number.', u32, H256, { hasher: 'twox_64_concat' }),
  number: value('The number of the block being or last executed.', u32, 0),
  parentHash: value('The hash of the block before this one.', H256),
  digest: value('The digest of this block, without its seal.', Digest, { logs: [] }),
  events: value('What happened in this block.', EncodedEvents, Uint8Array.of(0)),
})

/**
 * Names the runtime that executes the blocks after this one, as `native:<spec name>/<spec version>/<preset>`. Under
 * the key where Substrate keeps its Wasm, because clients cache metadata by the hash of what stands there.
 */
export const codeMarker = { ...value('The runtime in force.', RawBytes), path: ':code', prefix: utf8(':code') }

export const systemEvents = {
  ExtrinsicSuccess: event(0, 'An extrinsic completed.', { dispatchInfo: DispatchInfo }),
  ExtrinsicFailed: event(1, 'An extrinsic failed.', { dispatchError: DispatchErrorCodec, dispatchInfo: DispatchInfo }),
  CodeUpdated: event(2, 'The runtime was replaced.', {}),
  NewAccount: event(3, 'An account was created.', { account: AccountId }),
  KilledAccount: event(4, 'An account was removed.', { account: AccountId }),
  Remarked: event(5, 'Somebody left a remark on chain.', { sender: AccountId, hash: H256 }),
}

const systemErrors = {
  InvalidSpecName: error(0, 'The marker does not name a runtime of this chain.'),
  SpecVersionNeedsToIncrease: error(1, 'The spec version must be higher than the one in force.'),
}

export interface SystemOptions {
  readonly version: RuntimeVersion
  readonly ss58Prefix: number
  readonly maxBlockWeight: Weight
  readonly maxBlockBytes: number
  readonly callWeight: Weight
}

/** The module every runtime has: accounts, block numbers and hashes, events, and the runtime in force. */
export const createSystem = ({ version, ss58Prefix, maxBlockWeight, maxBlockBytes, callWeight }: SystemOptions) =>
  defineModule('System', 0, {
    storage: systemStorage,
    events: systemEvents,
    errors: systemErrors,
    constants: {
      BlockWeights: constant('Most weight the extrinsics of a block may have.', WeightCodec, maxBlockWeight),
      BlockLength: constant('Most bytes the extrinsics of a block may have.', u32, maxBlockBytes),
      BlockHashCount: constant('Number of latest block hashes in the state.', u32, BLOCK_HASH_COUNT),
      Version: constant('The version of this runtime.', RuntimeVersionCodec, version),
      SS58Prefix: constant('The network number in addresses.', u16, ss58Prefix),
    },
    calls: {
      remark: call({
        index: 0,
        docs: 'Puts bytes into a block and does nothing else.',
        args: { remark: bytes(MAX_REMARK_BYTES) },
        weight: callWeight,
        run: () => {},
      }),
      setCode: call({
        index: 2,
        docs: 'Puts another runtime in force from the next block on. Nodes without it stop with a clear error.',
        args: { code: bytes(MAX_CODE_MARKER_BYTES) },
        weight: callWeight,
        run: (ctx, origin, { code }) => {
          ensureRoot(origin)
          const [, specName, specVersion] =
            /^native:([a-z-]+)\/(\d{1,9})\/[a-z]+$/.exec(String.fromCharCode(...code)) ?? []
          ensure(specName === version.specName, systemErrors.InvalidSpecName)
          ensure(Number(specVersion) > version.specVersion, systemErrors.SpecVersionNeedsToIncrease)
          ctx.slot(codeMarker).value = code
          ctx.depositLog({ type: 'RuntimeEnvironmentUpdated' })
          ctx.emit(systemEvents.CodeUpdated, {})
        },
      }),
      remarkWithEvent: call({
        index: 7,
        docs: 'Puts bytes into a block and reports their hash.',
        args: { remark: bytes(MAX_REMARK_BYTES) },
        weight: callWeight,
        run: (ctx, origin, { remark }) => {
          const sender = ensureSigned(origin)
          ctx.emit(systemEvents.Remarked, { sender, hash: toHex(blake2b256(remark)) })
        },
      }),
    },
  })

/** The hash of an earlier block of this chain, as far back as the state knows. */
export const getBlockHash = (ctx: Context, number: number): Hash | undefined =>
  number === ctx.block.number - 1 ? ctx.block.parentHash : ctx.get(systemStorage.blockHash, number)
