import { type AccountId, type Hash, sha256, toHex, utf8 } from '@echochain/codec'
import {
  codeMarker,
  type Header,
  headerHash,
  EMPTY_ACCOUNT,
  NEW_LOGIC_FLAG,
  Overlay,
  systemStorage,
} from '@echochain/frame'
import { MARKET_ACCOUNT, TREASURY_ACCOUNT } from './accounts.ts'
import { balancesStorage } from './balances/declarations.ts'
import { EXISTENTIAL_DEPOSIT } from './token.ts'
import { consensusStorage, type Validator } from './consensus/declarations.ts'
import { codeMarkerOf } from './createRuntime.ts'
import type { Preset } from './presets.ts'
import { registryStorage } from './sampleRegistry/declarations.ts'
import { sudoStorage } from './sudo/sudo.ts'

/** How a chain begins. */
export interface Genesis {
  readonly preset: Preset
  /** Milliseconds since 1970 at slot 0. */
  readonly genesisTimeMs: bigint
  readonly balances: readonly (readonly [AccountId, bigint])[]
  readonly validators: readonly Validator[]
  readonly sudoKey?: AccountId
  /** Whether samples can be bought only once they are approved. */
  readonly requireApproval?: boolean
}

const MODULE_ACCOUNTS = [TREASURY_ACCOUNT, MARKET_ACCOUNT]

/** What the accounts of modules get at genesis, so that they exist. */
export const MODULE_ENDOWMENTS = EXISTENTIAL_DEPOSIT * BigInt(MODULE_ACCOUNTS.length)

const EMPTY_STATE = { peek: () => undefined }

/** Every entry of the state of block 0. The module accounts exist from the beginning. */
export function buildGenesisState(genesis: Genesis): [key: Uint8Array, value: Uint8Array][] {
  const overlay = new Overlay(EMPTY_STATE)
  const endowments = [...genesis.balances, ...MODULE_ACCOUNTS.map((account) => [account, EXISTENTIAL_DEPOSIT] as const)]
  for (const [account, free] of endowments)
    overlay.slot(systemStorage.account, account).value = {
      ...EMPTY_ACCOUNT,
      providers: 1,
      data: { free, reserved: 0n, frozen: 0n, flags: NEW_LOGIC_FLAG },
    }
  overlay.slot(balancesStorage.totalIssuance).value = endowments.reduce((sum, [, free]) => sum + free, 0n)
  overlay.slot(consensusStorage.parameters).value = {
    genesisTimeMs: genesis.genesisTimeMs,
    slotMs: genesis.preset.slotMs,
    slotsPerEpoch: genesis.preset.slotsPerEpoch,
  }
  overlay.slot(consensusStorage.validators).value = genesis.validators
  overlay.slot(codeMarker).value = utf8(codeMarkerOf(genesis.preset))
  if (genesis.sudoKey) overlay.slot(sudoStorage.key).value = genesis.sudoKey
  if (genesis.requireApproval) overlay.slot(registryStorage.requireApproval).value = true
  return overlay.changes().map(({ key, value }) => [key, value!])
}

/** The header of block 0. It alone is not signed. */
export const genesisHeader = (stateRoot: Hash): Header => ({
  parentHash: `0x${'00'.repeat(32)}`,
  number: 0,
  stateRoot,
  extrinsicsRoot: toHex(sha256(new Uint8Array(0))),
  digest: { logs: [] },
})

export const genesisHashOf = (stateRoot: Hash): Hash => headerHash(genesisHeader(stateRoot))
