import { decode, equalBytes, fromHex, type Hash, merkleRoot, toHex } from '@echochain/codec'
import { type Block, DigestItem, type Header, headerHash } from '@echochain/frame'
import { isConnectionError, JsonRpcClient, type JsonRpcClientOptions, JsonRpcError } from '@echochain/sdk'
import { z } from 'zod'
import { MarketError } from '../../MarketError.ts'
import type { ChainHead, ChainHeads, ChainSource } from '../ChainSource.ts'

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
  /** Resolves with the reason once the connection is lost; undefined when it was closed here. */
  readonly closed: Promise<Error | undefined>
  readonly #rpc: JsonRpcClient

  private constructor(rpc: JsonRpcClient, genesisHash: Hash) {
    this.#rpc = rpc
    this.genesisHash = genesisHash
    this.closed = untilLost(rpc)
  }

  /** Throws MarketError `NODE_UNREACHABLE`, `BAD_ANSWER`. */
  static async connect(
    url: string,
    options: Pick<JsonRpcClientOptions, 'requestTimeoutMs'> = {},
  ): Promise<WebSocketChainSource> {
    const connecting = JsonRpcClient.connect(url, { ...options, comesBack: false })
    const rpc = await connecting.catch((cause: unknown) => {
      const advice = `No node answers at ${url}; start one, or name another with --node-url`
      throw new MarketError('NODE_UNREACHABLE', advice, { cause })
    })
    try {
      const answer = await ask(rpc, 'chain_getBlockHash', [0])
      return new WebSocketChainSource(rpc, parse('chain_getBlockHash', hex, answer))
    } catch (error) {
      rpc.close()
      throw error
    }
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
    await this.#subscribe('FinalizedHeads', note('finalized'))
    await this.#subscribe('NewHeads', note('best'))
  }

  async hashAt(number: number): Promise<Hash | undefined> {
    const answer = await ask(this.#rpc, 'chain_getBlockHash', [number])
    return parse('chain_getBlockHash', hex.nullable(), answer) ?? undefined
  }

  async block(hash: Hash): Promise<Block | undefined> {
    const answer = parse('chain_getBlock', blockJson, await ask(this.#rpc, 'chain_getBlock', [hash]))
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

  async #subscribe(feed: string, listener: (result: unknown) => void): Promise<void> {
    const [begin, end] = [`chain_subscribe${feed}`, `chain_unsubscribe${feed}`]
    await this.#rpc.subscribe(begin, [], end, listener).catch((error: unknown) => {
      throw toMarketError(begin, error)
    })
  }

  async #query(names: readonly string[], hash: Hash): Promise<unknown> {
    try {
      return await ask(this.#rpc, 'state_queryStorageAt', [names, hash])
    } catch (error) {
      if (!hasRpcCode(error, UNKNOWN_STATE)) throw error
      throw new MarketError('STATE_UNAVAILABLE', `The node does not keep the state of block ${hash} any more`, {
        cause: error,
      })
    }
  }
}

/** Substrate's code for state that is not there (any more), which our nodes use as well. */
const UNKNOWN_STATE = 4003

const hasRpcCode = (error: unknown, code: number): boolean =>
  error instanceof MarketError && error.cause instanceof JsonRpcError && error.cause.code === code

function untilLost(rpc: JsonRpcClient): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const note = (): void => {
      if (rpc.state === 'disconnected') resolve(toMarketError('the connection', rpc.failure) as Error | undefined)
      if (rpc.state === 'closed') resolve(undefined)
    }
    rpc.onState(note)
    note() // it may be over already
  })
}

/** Throws MarketError `NODE_UNREACHABLE`, `NODE_REFUSED`. */
async function ask(rpc: JsonRpcClient, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await rpc.request(method, params)
  } catch (error) {
    throw toMarketError(method, error)
  }
}

function toMarketError(what: string, error: unknown): unknown {
  if (!(error instanceof JsonRpcError)) return error
  return isConnectionError(error)
    ? new MarketError('NODE_UNREACHABLE', error.message, { cause: error })
    : new MarketError('NODE_REFUSED', `The node refused ${what}: ${error.message} (${error.code})`, { cause: error })
}

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
