import type { AccountId, Hash } from '@echochain/codec'
import type { Keypair } from '@echochain/crypto'
import { addressOf, extrinsicHash, runtimeCall } from '@echochain/frame'
import { balances } from '@echochain/runtime'
import { ChainClient, isConnectionError } from '@echochain/sdk'
import { FaucetError } from './FaucetError.ts'
import type { FaucetWallet } from './FaucetWallet.ts'

/** Somebody else may use the account as well, and a runtime may be upgraded, just when a transfer is signed. */
const ATTEMPTS = 3
/** Kept for fees and so that the account goes on to exist. */
const RESERVE = 10n ** 12n
const RETRY_SECONDS = 5

export interface ChainFaucetWalletOptions {
  /** A node, such as `ws://127.0.0.1:9944`. */
  readonly nodeUrl: string
  readonly keypair: Keypair
}

/** A faucet's account on the chain, reached through a node. It connects when it is needed for the first time. */
export class ChainFaucetWallet implements FaucetWallet {
  readonly #options: ChainFaucetWalletOptions
  #chain: Promise<ChainClient> | undefined

  constructor(options: ChainFaucetWalletOptions) {
    this.#options = options
  }

  get account(): AccountId {
    return this.#options.keypair.account
  }

  async balanceOf(account: AccountId): Promise<bigint> {
    try {
      return await this.#balanceOf(account)
    } catch {
      // A connection that was lost is opened anew after a while only; asked for anew it is there at once.
      await this.#disconnect()
    }
    try {
      return await this.#balanceOf(account)
    } catch (cause) {
      throw failed(cause)
    }
  }

  async send(account: AccountId, amount: bigint, onLost: (error: Error) => void): Promise<Hash> {
    if ((await this.balanceOf(this.account)) < amount + RESERVE)
      throw new FaucetError('FAUCET_EMPTY', 'The faucet has nothing left to give')
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#trySend(account, amount, onLost)
      } catch (error) {
        await this.#disconnect() // the next attempt reads nonce, genesis and runtime anew
        if (attempt === ATTEMPTS) throw failed(error)
      }
    }
  }

  close(): Promise<void> {
    return this.#disconnect()
  }

  async #balanceOf(account: AccountId): Promise<bigint> {
    const { data } = await (await this.#connect()).account(account)
    return data.free + data.reserved
  }

  async #trySend(account: AccountId, amount: bigint, onLost: (error: Error) => void): Promise<Hash> {
    const chain = await this.#connect()
    const call = runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(account), value: amount })
    const extrinsic = await chain.sign(call, this.#options.keypair)
    const accepted = Promise.withResolvers<Hash>()
    let fail: (error: Error) => void = accepted.reject
    const onProgress = ({ type }: { readonly type: string }) => {
      if (type === 'signed') return // that it is known to us says nothing of the node
      fail = onLost
      accepted.resolve(extrinsicHash(extrinsic))
    }
    const follow = async () => {
      try {
        await chain.submitSigned(extrinsic, { onProgress })
      } catch (error) {
        // Who is cut off from the node knows nothing of what became of it.
        if (fail !== onLost || !isConnectionError(error)) fail(error as Error)
      }
    }
    void follow()
    return accepted.promise
  }

  #connect(): Promise<ChainClient> {
    this.#chain ??= this.#open()
    return this.#chain
  }

  async #open(): Promise<ChainClient> {
    try {
      return await ChainClient.connect(this.#options.nodeUrl)
    } catch (error) {
      this.#chain = undefined
      throw error
    }
  }

  async #disconnect(): Promise<void> {
    const chain = this.#chain
    this.#chain = undefined
    const client = await chain?.catch(() => undefined) // who wanted it has heard why there is none
    client?.close()
  }
}

const failed = (cause: unknown): FaucetError =>
  cause instanceof FaucetError
    ? cause
    : new FaucetError('FAUCET_FAILED', `The node did not take the transfer: ${(cause as Error).message}`, {
        retryAfterSeconds: RETRY_SECONDS,
        cause,
      })
