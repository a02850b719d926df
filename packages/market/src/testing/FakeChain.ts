import { type AccountId, decode, encode, type Hash, merkleRoot, sha256, toHex, u64 } from '@echochain/codec'
import { type Keypair, keypairFromUri } from '@echochain/crypto'
import {
  bareExtrinsic,
  type Block,
  BlockExecution,
  decodeExtrinsic,
  headerHash,
  IMMORTAL,
  type Runtime,
  type RuntimeCall,
  runtimeCall,
  signExtrinsic,
  storageKey,
  systemStorage,
} from '@echochain/frame'
import {
  buildGenesisState,
  createRuntime,
  devGenesis,
  genesisHeader,
  preRuntimeLogs,
  PRESETS,
  setRootsLog,
} from '@echochain/runtime'
import type { ChainHead, ChainHeads, ChainSource } from '../indexer/ChainSource.ts'
import { MarketError } from '../MarketError.ts'

export const ALICE = keypairFromUri('//Alice', 'sr25519')
export const BOB = keypairFromUri('//Bob', 'ed25519')
export const CHARLIE = keypairFromUri('//Charlie', 'ed25519')
export const DAVE = keypairFromUri('//Dave', 'ed25519')

export const GENESIS_TIME_MS = 1_790_000_000_000n
const NO_ROOT: Hash = `0x${'00'.repeat(32)}`

interface FakeBlock {
  readonly hash: Hash
  readonly block: Block
  readonly slot: bigint
  readonly state: ReadonlyMap<string, Uint8Array>
}

/** What to put into a block: calls with who signs them. */
export type SignedCall = readonly [Keypair, RuntimeCall]

/**
 * A chain in memory with any forks, on which the real runtime runs; only consensus is left out. Blocks, events and states
 * are what a node would have. Which block is best and which is final is the test's to say.
 */
export class FakeChain {
  readonly runtime: Runtime
  readonly genesisHash: Hash
  readonly #genesisTimeMs: bigint
  readonly #blocks = new Map<Hash, FakeBlock>()
  readonly #listeners = new Set<(heads: ChainHeads) => void>()
  #best: Hash
  #finalized: Hash
  /** States of blocks below this number are not kept. */
  prunedBelow = 0
  /** Requests answered, by method. */
  readonly asked = { hashAt: 0, block: 0, storageAt: 0 }

  constructor({ genesisTimeMs = GENESIS_TIME_MS } = {}) {
    this.runtime = createRuntime(PRESETS.dev)
    this.#genesisTimeMs = genesisTimeMs
    const state = new Map(buildGenesisState(devGenesis(genesisTimeMs)).map(([key, value]) => [toHex(key), value]))
    const header = genesisHeader(toHex(sha256(encode(u64, genesisTimeMs)))) // stands for the state's root
    const hash = headerHash(header)
    this.#blocks.set(hash, { hash, block: { header, extrinsics: [] }, slot: 0n, state })
    this.genesisHash = this.#best = this.#finalized = hash
  }

  get best(): ChainHead {
    return this.#headOf(this.#best)
  }

  get finalized(): ChainHead {
    return this.#headOf(this.#finalized)
  }

  /** Makes a block on `parent` (the best block if not given), without making it best. */
  build(calls: readonly SignedCall[] = [], { parent = this.#best, skippedSlots = 0 } = {}): Hash {
    const { block: parentBlock, slot: parentSlot, state } = this.#get(parent)
    const slot = parentSlot + 1n + BigInt(skippedSlots)
    const number = parentBlock.header.number + 1
    const author = ALICE.account
    const logs = [
      ...preRuntimeLogs(author, { slot, validatorIndex: 0, reveal: new Uint8Array(96) }),
      setRootsLog([NO_ROOT, NO_ROOT, NO_ROOT]),
    ]
    const parentState = { peek: (key: Uint8Array) => state.get(toHex(key)) }
    const execution = new BlockExecution(this.runtime, parentState, {
      number,
      parentHash: parent,
      slot,
      author,
      digest: logs,
    })
    const extrinsics = [this.#timestamp(slot)]
    execution.apply(decodeExtrinsic(this.runtime, extrinsics[0]))
    const nonces = new Map<AccountId, number>()
    for (const [signer, call] of calls) {
      const nonce = nonces.get(signer.account) ?? this.#nonceOf(parent, signer.account)
      nonces.set(signer.account, nonce + 1)
      const extrinsic = this.#sign(signer, call, nonce)
      execution.apply(decodeExtrinsic(this.runtime, extrinsic))
      extrinsics.push(extrinsic)
    }
    const next = new Map(state)
    for (const { key, value } of execution.finish().changes)
      if (value === undefined) next.delete(toHex(key))
      else next.set(toHex(key), value)
    const header = {
      parentHash: parent,
      number,
      stateRoot: NO_ROOT,
      extrinsicsRoot: toHex(merkleRoot(extrinsics)),
      digest: { logs },
    }
    const hash = headerHash(header)
    this.#blocks.set(hash, { hash, block: { header, extrinsics }, slot, state: next })
    return hash
  }

  /** Makes a block on the best one, which it then is. */
  produce(...calls: readonly SignedCall[]): Hash {
    const hash = this.build(calls)
    this.setBest(hash)
    return hash
  }

  setBest(hash: Hash): void {
    this.#best = hash
    this.#tell()
  }

  /** Finalizes the best chain's block of a number. */
  finalize(number: number): void {
    this.#finalized = this.hashAt(number)!
    this.#tell()
  }

  hashAt(number: number): Hash | undefined {
    let at = this.#get(this.#best)
    if (at.block.header.number < number) return undefined
    while (at.block.header.number > number) at = this.#get(at.block.header.parentHash)
    return at.hash
  }

  blockOf(hash: Hash): Block {
    return this.#get(hash).block
  }

  valueAt(hash: Hash, key: Uint8Array): Uint8Array | undefined {
    return this.#get(hash).state.get(toHex(key))
  }

  /** A connection to a node that has this chain. */
  connect(): ChainSource & { lose(reason?: Error): void } {
    const closed = Promise.withResolvers<Error | undefined>()
    let follower: ((heads: ChainHeads) => void) | undefined
    const end = (reason?: Error) => {
      if (follower) this.#listeners.delete(follower)
      closed.resolve(reason)
    }
    return {
      genesisHash: this.genesisHash,
      closed: closed.promise,
      followHeads: async (listener) => {
        follower = listener
        this.#listeners.add(listener)
        listener({ best: this.best, finalized: this.finalized })
      },
      hashAt: async (number) => {
        this.asked.hashAt++
        return this.hashAt(number)
      },
      block: async (hash) => {
        this.asked.block++
        return this.#blocks.get(hash)?.block
      },
      storageAt: async (hash, keys) => {
        this.asked.storageAt++
        const { block, state } = this.#get(hash)
        if (block.header.number < this.prunedBelow)
          throw new MarketError('STATE_UNAVAILABLE', `State of ${hash} is pruned`)
        return keys.map((key) => state.get(toHex(key)))
      },
      close: async () => end(),
      lose: end,
    }
  }

  get heads(): ChainHeads {
    return { best: this.best, finalized: this.finalized }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.heads)
  }

  #headOf(hash: Hash): ChainHead {
    return { number: this.#get(hash).block.header.number, hash }
  }

  #get(hash: Hash): FakeBlock {
    const block = this.#blocks.get(hash)
    if (!block) throw new Error(`No block ${hash}`)
    return block
  }

  #timestamp(slot: bigint): Uint8Array {
    const [{ call }] = this.runtime.inherents
    return bareExtrinsic(
      this.runtime,
      runtimeCall(call, { now: this.#genesisTimeMs + slot * BigInt(PRESETS.dev.slotMs) }),
    )
  }

  #nonceOf(hash: Hash, account: AccountId): number {
    const bytes = this.#get(hash).state.get(toHex(storageKey(systemStorage.account, account)))
    return bytes ? decode(systemStorage.account.codec, bytes).nonce : 0
  }

  #sign(signer: Keypair, call: RuntimeCall, nonce: number): Uint8Array {
    const { version } = this.runtime
    return signExtrinsic(this.runtime, call, signer, {
      CheckSpecVersion: { additional: version.specVersion },
      CheckTxVersion: { additional: version.transactionVersion },
      CheckGenesis: { additional: this.genesisHash },
      CheckMortality: { extra: IMMORTAL, additional: this.genesisHash },
      CheckNonce: { extra: nonce },
      ChargeTransactionPayment: { extra: 0n },
      CheckMetadataHash: { extra: 'Disabled', additional: undefined },
    })
  }
}
