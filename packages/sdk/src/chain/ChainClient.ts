import {
  type AccountId,
  concatBytes,
  decode,
  encode,
  fromHex,
  type Hash,
  type Hex,
  ss58Encode,
  toHex,
  u32,
} from '@echochain/codec'
import type { Keypair, MultiSignature, SignatureScheme } from '@echochain/crypto'
import {
  type AccountInfo,
  assembleExtrinsic,
  codeMarker,
  type DecodedEvent,
  decodeEvents,
  extrinsicHash,
  type Header,
  headerHash,
  keyOfEntry,
  mortalEra,
  prepareExtrinsic,
  type Runtime,
  type RuntimeCall,
  storageKey,
  type StorageMap,
  type StorageValue,
  systemEvents,
  systemStorage,
  type UnsignedExtrinsic,
} from '@echochain/frame'
import { transactionPaymentEvents } from '@echochain/runtime'
import { JsonRpcClient } from '../jsonRpc/JsonRpcClient.ts'
import { SdkError } from '../SdkError.ts'
import { type Signer, toSigner } from '../signing/Signer.ts'
import { describePayload, type TransactionTerms } from '../signing/SignerPayloadJson.ts'
import { describeDispatchError } from './describeDispatchError.ts'
import { type HeaderJson, readHeader } from './HeaderJson.ts'
import { runtimeOfMarker } from './runtimeOfMarker.ts'
import type { Inclusion, TransactionProgress } from './TransactionProgress.ts'
import { watchTransaction } from './watchTransaction.ts'

/** Blocks from its birth for which a transaction may be included. */
const MORTAL_BLOCKS = 64
/** Where finality is further behind than this, transactions are born on a block that is not final yet. */
const OLDEST_BIRTH = 32
/** Of a node's `:code`, enough to tell an EchoChain marker, and whatever else it is, from a whole runtime. */
const MARKER_LENGTH = 80
/** Entries of a map that are asked for at a time. */
const PAGE = 256
/** Nodes try no longer calls for nothing. */
const MAX_DRY_RUN_BYTES = 16 * 1024

interface DryRun {
  readonly error: { readonly code: string; readonly message: string } | null
}

export interface BlockHeader {
  readonly hash: Hash
  readonly number: number
}

export interface SignOptions {
  readonly tip?: bigint
  /** The account's next nonce, unless given. */
  readonly nonce?: number
}

export interface SubmitOptions extends SignOptions {
  /** Try the call at the best block before it is signed: what fails then is not sent, and costs nothing. */
  readonly dryRun?: boolean
  readonly onProgress?: (progress: TransactionProgress) => void
  /** What to wait for; a block can still be taken back, a finalized one cannot. */
  readonly until?: 'inBlock' | 'finalized'
}

/** Who would sign, for a fee to be told; the scheme is sr25519 unless given. */
export interface FeePayer {
  readonly account: AccountId
  readonly scheme?: SignatureScheme
}

/** The chain as an application sees it through one node: typed by the runtime's own declarations. */
export class ChainClient {
  readonly rpc: JsonRpcClient
  readonly genesisHash: Hash
  readonly runtime: Runtime

  private constructor(rpc: JsonRpcClient, genesisHash: Hash, runtime: Runtime) {
    this.rpc = rpc
    this.genesisHash = genesisHash
    this.runtime = runtime
  }

  /** Connects to a node's WebSocket. Throws `JsonRpcError`, or `SdkError` `UNKNOWN_RUNTIME`. */
  static async connect(url: string): Promise<ChainClient> {
    const rpc = await JsonRpcClient.connect(url)
    try {
      const [genesisHash, marker] = await Promise.all([
        rpc.request<Hash>('chain_getBlockHash', [0]),
        rpc.request<Hex | null>('state_getStorage', [toHex(codeMarker.prefix)]),
      ])
      return new ChainClient(rpc, genesisHash, runtimeOfMarker(readMarker(marker)))
    } catch (error) {
      rpc.close()
      throw error
    }
  }

  close(): void {
    this.rpc.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  async bestBlock(): Promise<BlockHeader> {
    return this.blockHeader(await this.rpc.request<Hash>('chain_getBlockHash', []))
  }

  async finalizedBlock(): Promise<BlockHeader> {
    return this.blockHeader(await this.rpc.request<Hash>('chain_getFinalizedHead', []))
  }

  /** Throws `SdkError` `BLOCK_NOT_FOUND`. */
  async blockHeader(hash: Hash): Promise<BlockHeader> {
    return { hash, number: (await this.header(hash)).number }
  }

  /** The header of a block, checked against its hash. Throws `SdkError` `BLOCK_NOT_FOUND`. */
  async header(hash: Hash): Promise<Header> {
    const json = await this.rpc.request<HeaderJson | null>('chain_getHeader', [hash])
    if (!json) throw new SdkError('BLOCK_NOT_FOUND', `The node does not know block ${hash}`)
    const header = readHeader(json)
    if (headerHash(header) !== hash)
      throw new SdkError('BLOCK_NOT_FOUND', `The node answered with another block than ${hash}`)
    return header
  }

  /** The extrinsics of a block, with their lengths in front. Throws `SdkError` `BLOCK_NOT_FOUND`. */
  async blockBody(hash: Hash): Promise<Uint8Array[]> {
    const answer = await this.rpc.request<{ block: { extrinsics: Hex[] } } | null>('chain_getBlock', [hash])
    if (!answer) throw new SdkError('BLOCK_NOT_FOUND', `The node does not know block ${hash}`)
    return answer.block.extrinsics.map(fromHex)
  }

  /** A storage entry, at the best block unless another is named. */
  get<T>(item: StorageValue<T>, at?: Hash): Promise<T>
  get<K, T>(item: StorageMap<K, T>, key: K, at?: Hash): Promise<T>
  async get(item: StorageValue<any> | StorageMap<any, any>, ...rest: unknown[]): Promise<unknown> {
    const [key, at] = item.kind === 'map' ? rest : [undefined, rest[0]]
    const params = [toHex(storageKey(item as StorageMap<any, any>, key)), ...(at === undefined ? [] : [at])]
    const bytes = await this.rpc.request<Hex | null>('state_getStorage', params)
    return bytes === null ? item.initial : decode(item.codec, fromHex(bytes))
  }

  /** All entries of a map, page by page, as of one block. */
  async *entries<K, T>(item: StorageMap<K, T>, at?: Hash): AsyncIterable<readonly [K, NonNullable<T>]> {
    const block = at ?? (await this.bestBlock()).hash
    let keys: Hex[]
    let last: Hex | null = null
    do {
      keys = await this.rpc.request<Hex[]>('state_getKeysPaged', [toHex(item.prefix), PAGE, last, block])
      if (keys.length === 0) return
      const [{ changes }] = await this.rpc.request<{ changes: [Hex, Hex][] }[]>('state_queryStorageAt', [keys, block])
      for (const [key, value] of changes)
        yield [decode(item.keyCodec, keyOfEntry(item, fromHex(key))), decode(item.codec, fromHex(value))] as const
      last = keys[keys.length - 1]
    } while (keys.length === PAGE)
  }

  account(account: AccountId, at?: Hash): Promise<AccountInfo> {
    return this.get(systemStorage.account, account, at)
  }

  async events(block: Hash): Promise<DecodedEvent[]> {
    return decodeEvents(this.runtime, await this.get(systemStorage.events, block))
  }

  /** What a call would cost its signer, without a tip. Nothing is signed: any signature of a scheme is as long. */
  async fee(call: RuntimeCall, signer: FeePayer): Promise<bigint> {
    const { unsigned } = await this.#prepare(call, signer.account, {})
    const extrinsic = assembleExtrinsic(unsigned, signer.account, emptySignature(signer.scheme))
    const params = toHex(concatBytes(extrinsic, encode(u32, extrinsic.length)))
    const answer = await this.rpc.request<Hex>('state_call', ['TransactionPaymentApi_query_info', params])
    const { output } = this.runtime.apis.find(({ name }) => name === 'TransactionPaymentApi')!.methods.queryInfo
    return decode(output, fromHex(answer)).partialFee
  }

  /** Why a call would fail if the account signed it now; undefined if it would not, or if it is too long to be tried. */
  async dryRun(call: RuntimeCall, account: AccountId): Promise<string | undefined> {
    const bytes = encode(this.runtime.callCodec, call)
    if (bytes.length > MAX_DRY_RUN_BYTES) return undefined
    const params = [toHex(bytes), ss58Encode(account)]
    const { error } = await this.rpc.request<DryRun>('echo_dryRunCall', params)
    return error?.message
  }

  /** The nonce of the account's next transaction, after those that wait in the node's pool. */
  nextNonce(account: AccountId): Promise<number> {
    return this.rpc.request('system_accountNextIndex', [ss58Encode(account)])
  }

  /** Has a call signed, to be included within the next 32 to 64 blocks. Rejects with what the signer rejects with. */
  async sign(call: RuntimeCall, by: Keypair | Signer, options: SignOptions = {}): Promise<Uint8Array> {
    const signer = toSigner(by)
    const { unsigned, terms } = await this.#prepare(call, signer.account, options)
    const json = describePayload(this.runtime, unsigned, terms)
    const signature = await signer.signExtrinsic({ payload: unsigned.payload, json })
    return assembleExtrinsic(unsigned, signer.account, signature)
  }

  async #prepare(
    call: RuntimeCall,
    account: AccountId,
    { tip = 0n, nonce: given }: SignOptions,
  ): Promise<{ unsigned: UnsignedExtrinsic; terms: TransactionTerms }> {
    const [birth, nonce] = await Promise.all([this.#birth(), given ?? this.nextNonce(account)])
    const { version } = this.runtime
    const era = mortalEra(MORTAL_BLOCKS, birth.number)
    const unsigned = prepareExtrinsic(this.runtime, call, {
      CheckSpecVersion: { additional: version.specVersion },
      CheckTxVersion: { additional: version.transactionVersion },
      CheckGenesis: { additional: this.genesisHash },
      CheckMortality: { extra: era, additional: birth.hash },
      CheckNonce: { extra: nonce },
      ChargeTransactionPayment: { extra: tip },
      CheckMetadataHash: { extra: 'Disabled' },
    })
    return { unsigned, terms: { account, genesisHash: this.genesisHash, birth, era, nonce, tip } }
  }

  /** The block from which on a transaction signed now is valid: the finalized one, so that it is valid on all forks. */
  async #birth(): Promise<BlockHeader> {
    const [best, finalized] = await Promise.all([this.bestBlock(), this.finalizedBlock()])
    const number = best.number - OLDEST_BIRTH
    if (finalized.number >= number) return finalized
    return { number, hash: await this.rpc.request<Hash>('chain_getBlockHash', [number]) }
  }

  /**
   * Signs and submits a call, and waits until it is in a block, or final.
   * @throws SdkError `WOULD_FAIL` with the reason when a dry run was asked for and its call fails in it;
   * `TRANSACTION_FAILED` with the reason when it was included but its call failed;
   * `TRANSACTION_INVALID` or `TRANSACTION_DROPPED` when it will not be included.
   * @throws JsonRpcError when the node does not take it. What the signer rejects with is passed on.
   */
  async submit(call: RuntimeCall, signer: Keypair | Signer, options: SubmitOptions = {}): Promise<Inclusion> {
    const reason = options.dryRun ? await this.dryRun(call, signer.account) : undefined
    if (reason !== undefined) throw new SdkError('WOULD_FAIL', `Not sent, because it would fail: ${reason}`)
    return this.submitSigned(await this.sign(call, signer, options), options)
  }

  /** Submits what {@link sign} made. Throws as {@link submit} does. */
  async submitSigned(extrinsic: Uint8Array, { onProgress, until = 'inBlock' }: SubmitOptions = {}): Promise<Inclusion> {
    const hash = extrinsicHash(extrinsic)
    onProgress?.({ type: 'signed', hash })
    for await (const status of watchTransaction(this.rpc, extrinsic)) {
      if (status.type === 'finalized' || (status.type === 'inBlock' && until === 'inBlock')) {
        const inclusion = await this.inclusion(extrinsic, status.block)
        onProgress?.({ type: status.type, ...inclusion })
        return this.#expectSuccess(inclusion)
      }
      if (status.type !== 'inBlock') onProgress?.(status)
      else if (onProgress) await this.#tellInBlock(extrinsic, status.block, onProgress)
    }
    throw new Error('A watched transaction has no end')
  }

  /** A block that may be taken back while it is asked about: then nothing is told. */
  async #tellInBlock(
    extrinsic: Uint8Array,
    block: Hash,
    onProgress: (progress: TransactionProgress) => void,
  ): Promise<void> {
    const inclusion = await this.inclusion(extrinsic, block).catch(() => undefined)
    if (inclusion) onProgress({ type: 'inBlock', ...inclusion })
  }

  /** Why the call of a transaction failed, in words; undefined if it did not. */
  failureOf({ events }: Inclusion): string | undefined {
    const failed = events.find(({ event }) => event === systemEvents.ExtrinsicFailed)
    return failed && describeDispatchError(this.runtime, failed.values.dispatchError)
  }

  #expectSuccess(inclusion: Inclusion): Inclusion {
    const reason = this.failureOf(inclusion)
    if (reason === undefined) return inclusion
    throw new SdkError('TRANSACTION_FAILED', reason, { cause: inclusion })
  }

  /** Where a transaction stands in a block and what it did there. Throws `SdkError` `BLOCK_NOT_FOUND` if it does not. */
  async inclusion(extrinsic: Uint8Array, block: Hash): Promise<Inclusion> {
    const hash = extrinsicHash(extrinsic)
    const [{ number }, body, events] = await Promise.all([
      this.blockHeader(block),
      this.blockBody(block),
      this.events(block),
    ])
    const text = toHex(extrinsic)
    const index = body.findIndex((other) => toHex(other) === text)
    if (index < 0) throw new SdkError('BLOCK_NOT_FOUND', `The node says that ${hash} is in block ${block}; it is not`)
    const own = events.filter(({ phase }) => phase.type === 'ApplyExtrinsic' && phase.index === index)
    const paid = own.find(({ event }) => event === transactionPaymentEvents.TransactionFeePaid)
    return { hash, block, blockNumber: number, index, events: own, fee: paid?.values.actualFee ?? 0n }
  }
}

/** The text under `:code`; of another chain's node the beginning of its runtime. */
const readMarker = (code: Hex | null): string =>
  String.fromCharCode(...fromHex((code ?? '0x').slice(0, 2 + 2 * MARKER_LENGTH)))

/** What takes the place of a signature while only the length of an extrinsic matters. */
const emptySignature = (scheme: SignatureScheme = 'sr25519'): MultiSignature =>
  scheme === 'ecdsa' ? { type: 'Ecdsa', value: new Uint8Array(65) } : { type: 'Sr25519', value: new Uint8Array(64) }
