import type { AccountId, Hash } from '@echochain/codec'
import { type Keypair, keypairFromUri } from '@echochain/crypto'
import {
  type AccountInfo,
  addressOf,
  type Era,
  eraBirth,
  IMMORTAL,
  type OpaqueExtrinsic,
  type Runtime,
  type RuntimeCall,
  runtimeCall,
  signExtrinsic,
  systemStorage,
} from '@echochain/frame'
import { balances, type DevName } from '@echochain/runtime'
import type { Chain } from '../chain/Chain.ts'
import { readStorage } from '../chain/readStorage.ts'
import type { TransactionPool } from '../pool/TransactionPool.ts'

/** Whatever a client would fill in by itself, to be told otherwise. */
export interface Signing {
  readonly nonce?: number
  readonly tip?: bigint
  readonly era?: Era
  /** The hash that is signed as the era's first block. */
  readonly eraHash?: Hash
  readonly genesisHash?: Hash
  readonly specVersion?: number
  readonly transactionVersion?: number
  /** The runtime to sign for; that of the best block if not given. */
  readonly runtime?: Runtime
}

/** The ed25519 account of somebody the dev genesis endows. */
export const devKeypair = (name: DevName): Keypair => keypairFromUri(`//${name}`, 'ed25519')

/** Signs transactions as a client of the chain would. */
export class TransactionSigner {
  readonly #chain: Chain
  readonly #pool: TransactionPool

  constructor(chain: Chain, pool: TransactionPool) {
    this.#chain = chain
    this.#pool = pool
  }

  sign(call: RuntimeCall, from: Keypair, signing: Signing = {}): OpaqueExtrinsic {
    const chain = this.#chain
    const runtime = signing.runtime ?? chain.runtimeAt(chain.best.hash)
    const era = signing.era ?? IMMORTAL
    const eraHash = signing.eraHash ?? chain.hashAt(eraBirth(era, chain.best.number))
    return signExtrinsic(runtime, call, from, {
      CheckSpecVersion: { additional: signing.specVersion ?? runtime.version.specVersion },
      CheckTxVersion: { additional: signing.transactionVersion ?? runtime.version.transactionVersion },
      CheckGenesis: { additional: signing.genesisHash ?? chain.genesisHash },
      CheckMortality: { extra: era, additional: eraHash },
      CheckNonce: { extra: signing.nonce ?? this.#pool.nextNonce(from.account) },
      ChargeTransactionPayment: { extra: signing.tip ?? 0n },
      CheckMetadataHash: { extra: 'Disabled' },
    })
  }

  transferCall(to: AccountId, value: bigint): RuntimeCall {
    return runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(to), value })
  }

  transfer(from: Keypair, to: AccountId, value: bigint, signing?: Signing): OpaqueExtrinsic {
    return this.sign(this.transferCall(to, value), from, signing)
  }

  /** The nonce of an account after the best block. */
  nonceOf(account: AccountId): number {
    return this.#infoOf(account).nonce
  }

  /** What an account has free after the best block. */
  balanceOf(account: AccountId): bigint {
    return this.#infoOf(account).data.free
  }

  #infoOf(account: AccountId): AccountInfo {
    return readStorage(this.#chain.stateAt(this.#chain.best.hash), systemStorage.account, account)
  }
}
