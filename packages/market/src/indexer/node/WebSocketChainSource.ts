import { decode, equalBytes, fromHex, type Hash, merkleRoot, toHex } from '@echochain/codec'
import { type Block, DigestItem, type Header, headerHash } from '@echochain/frame'
import { z } from 'zod'
import { MarketError } from '../../MarketError.ts'
import type { ChainHead, ChainHeads, ChainSource } from '../ChainSource.ts'
import { JsonRpcSocket, type JsonRpcSocketOptions, RpcError } from './JsonRpcSocket.ts'

const hex = z.templateLiteral(['0x', z.string()])
const headerJson = z.object({
  parentHash: hex,
  number: hex,
  stateRoot: hex,
  extrinsicsRoot: hex,
  digest: z.object({ logs: z.array(hex) }),
})
const blockJson = z.object({ block: z.object({ header: headerJson, extrinsics: z.array(hex) }) }).nullable()
const changesJson = z.tuple([z.object({ changes: z.array(z.tuple([hex, hex.nullable()])) })])

/** A node by its JSON-RPC interface (Substrate's method names), over one WebSocket connection. */
export class WebSocketChainSource implements ChainSource {
  readonly genesisHash: Hash
  readonly #rpc: JsonRpcSocket

  private constructor(rpc: JsonRpcSocket, genesisHash: Hash) {
    this.#rpc = rpc
    this.genesisHash = genesisHash
  }

  /** Throws MarketError `NODE_UNREACHABLE`, `BAD_ANSWER`. */
  static async connect(url: string, options?: JsonRpcSocketOptions): Promise<WebSocketChainSource> {
    const rpc = await JsonRpcSocket.connect(url, options)
    try {
      return new WebSocketChainSource(
        rpc,
        parse('chain_getBlockHash', hex, await rpc.request('chain_getBlockHash', [0])),
      )
    } catch (error) {
      rpc.close()
      throw error
    }
  }

  get closed(): Promise<Error | undefined> {
    return this.#rpc.closed
  }

  async followHeads(listener: (heads: ChainHeads) => void): Promise<void> {
    const heads: { best?: ChainHead; finalized?: ChainHead } = {}
    const note = (kind: keyof ChainHeads) => (result: unknown) => {
      const parsed = headerJson.safeParse(result)
      if (!parsed.success) return // the next head will do
      const header = toHeader(parsed.data)
      heads[kind] = { number: header.number, hash: headerHash(header) }
      const { best, finalized } = heads
      if (best && finalized) listener({ best, finalized })
    }
    await this.#rpc.subscribe('chain_subscribeFinalizedHeads', note('finalized'))
    await this.#rpc.subscribe('chain_subscribeNewHeads', note('best'))
  }

  async hashAt(number: number): Promise<Hash | undefined> {
    const answer = await this.#rpc.request('chain_getBlockHash', [number])
    return parse('chain_getBlockHash', hex.nullable(), answer) ?? undefined
  }

  async block(hash: Hash): Promise<Block | undefined> {
    const answer = parse('chain_getBlock', blockJson, await this.#rpc.request('chain_getBlock', [hash]))
    if (!answer) return undefined
    const header = toHeader(answer.block.header)
    const extrinsics = answer.block.extrinsics.map(fromHex)
    if (headerHash(header) !== hash || !equalBytes(merkleRoot(extrinsics), fromHex(header.extrinsicsRoot)))
      throw new MarketError('BAD_ANSWER', `The node answered chain_getBlock with another block than ${hash}`)
    return { header, extrinsics }
  }

  async storageAt(hash: Hash, keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]> {
    if (keys.length === 0) return []
    const names = keys.map(toHex)
    const [{ changes }] = parse('state_queryStorageAt', changesJson, await this.#query(names, hash))
    const values = new Map(changes)
    return names.map((name) => {
      const value = values.get(name)
      return value == null ? undefined : fromHex(value)
    })
  }

  async close(): Promise<void> {
    this.#rpc.close()
  }

  async #query(names: readonly string[], hash: Hash): Promise<unknown> {
    try {
      return await this.#rpc.request('state_queryStorageAt', [names, hash])
    } catch (error) {
      if (!(error instanceof RpcError && error.rpcCode === UNKNOWN_STATE)) throw error
      throw new MarketError('STATE_UNAVAILABLE', `The node does not keep the state of block ${hash} any more`, {
        cause: error,
      })
    }
  }
}

/** Substrate's code for state that is not there (any more), which our nodes use as well. */
const UNKNOWN_STATE = 4003

const toHeader = (json: z.infer<typeof headerJson>): Header => ({
  parentHash: json.parentHash,
  number: Number(json.number),
  stateRoot: json.stateRoot,
  extrinsicsRoot: json.extrinsicsRoot,
  digest: { logs: json.digest.logs.map((log) => decode(DigestItem, fromHex(log))) },
})

function parse<T>(method: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  throw new MarketError('BAD_ANSWER', `The node's answer to ${method} is not in the form it should have`, {
    cause: parsed.error,
  })
}
