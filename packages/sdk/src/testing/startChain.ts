import { type Keypair, keypairFromUri, type SignatureScheme } from '@echochain/crypto'
import { addressOf, runtimeCall, type RuntimeCall } from '@echochain/frame'
import { balances, type DevName } from '@echochain/runtime'
import { TestNode } from '../../../rpc/src/testing/TestNode.ts'
import { ChainClient, type SubmitOptions } from '../chain/ChainClient.ts'
import type { Inclusion, TransactionProgress } from '../chain/TransactionProgress.ts'

/** A node in memory and a client of its, both closed at the end of the test: `await using`. */
export interface ChainWithClient extends AsyncDisposable {
  readonly node: TestNode
  readonly client: ChainClient
  /** Submits a call, and makes blocks as soon as the node has it: one, or as many as make it final. */
  submit(call: RuntimeCall, keypair: Keypair, options?: SubmitOptions): Promise<Inclusion>
}

export async function startChain(): Promise<ChainWithClient> {
  const node = await TestNode.start()
  const client = await ChainClient.connect(node.wsUrl)
  return {
    node,
    client,
    submit: (call, keypair, options) => client.submit(call, keypair, producing(node, options)),
    async [Symbol.asyncDispose]() {
      client.close()
      await node.close()
    },
  }
}

/** Blocks that make a transaction final which the first of them includes: three epochs of `dev`. */
export const BLOCKS_TO_FINALITY = 12

/** Options with which a submission makes the blocks it waits for. */
export const producing = (node: TestNode, options: SubmitOptions = {}): SubmitOptions => ({
  ...options,
  onProgress: (progress: TransactionProgress) => {
    options.onProgress?.(progress)
    if (progress.type === 'ready') void node.produceMany(options.until === 'finalized' ? BLOCKS_TO_FINALITY : 1)
  },
})

export const devKeys = (name: DevName, scheme: SignatureScheme = 'sr25519'): Keypair =>
  keypairFromUri(`//${name}`, scheme)

export const transfer = (to: Keypair, value: bigint): RuntimeCall =>
  runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(to.account), value })
