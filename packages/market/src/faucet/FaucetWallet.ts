import type { AccountId, Hash } from '@echochain/codec'

/** The account a faucet gives from. Calls of {@link send} come one after the other. */
export interface FaucetWallet {
  readonly account: AccountId
  /** What an account has, free and reserved. Throws FaucetError `FAUCET_FAILED` when the node is away. */
  balanceOf(account: AccountId): Promise<bigint>
  /**
   * Resolves with the hash of the transfer once a node has it; `onLost` is told if it is not included after all.
   * Throws FaucetError `FAUCET_EMPTY`, `FAUCET_FAILED`.
   */
  send(account: AccountId, amount: bigint, onLost: (error: Error) => void): Promise<Hash>
  close(): Promise<void>
}
