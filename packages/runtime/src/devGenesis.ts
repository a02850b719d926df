import { type AccountId, sha256, toHex, utf8 } from '@echochain/codec'
import { BlsSecretKey, keypairFromUri, type SignatureScheme } from '@echochain/crypto'
import { type Genesis, MODULE_ENDOWMENTS } from './genesis.ts'
import { PRESETS, type Preset } from './presets.ts'

/** People every Substrate developer knows. Their keys are public: anybody can spend what they have. */
export const DEV_NAMES = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'] as const
export type DevName = (typeof DEV_NAMES)[number]

const SCHEMES: readonly SignatureScheme[] = ['sr25519', 'ed25519', 'ecdsa']
const ECHO = 10n ** 12n
/** 1,000,000,000 ECHO in all (protocol.md §5). */
const TOTAL_SUPPLY = 1_000_000_000n * ECHO
const VALIDATOR_WEIGHT = 1_000_000n * ECHO

export const devAccount = (name: DevName, scheme: SignatureScheme = 'sr25519'): AccountId =>
  keypairFromUri(`//${name}`, scheme).account

/** The validator key of a dev account. As public as its other keys. */
export const devValidatorKey = (name: DevName): BlsSecretKey =>
  BlsSecretKey.fromSeed(sha256(utf8(`EchoChain development validator //${name}`)))

/** A chain to develop on: the six dev accounts share all ECHO, Alice validates and has the sudo key. */
export function devGenesis(genesisTimeMs: bigint, preset: Preset = PRESETS.dev): Genesis {
  const accounts = DEV_NAMES.flatMap((name) => SCHEMES.map((scheme) => devAccount(name, scheme)))
  const share = (TOTAL_SUPPLY - MODULE_ENDOWMENTS) / BigInt(accounts.length)
  const remainder = (TOTAL_SUPPLY - MODULE_ENDOWMENTS) % BigInt(accounts.length)
  return {
    preset,
    genesisTimeMs,
    balances: accounts.map((account, at) => [account, at === 0 ? share + remainder : share] as const),
    validators: [
      { account: devAccount('Alice'), blsKey: toHex(devValidatorKey('Alice').publicKey), weight: VALIDATOR_WEIGHT },
    ],
    sudoKey: preset.sudo ? devAccount('Alice') : undefined,
  }
}
