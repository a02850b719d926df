import { encode, toHex, fromHex } from '@echochain/codec'
import { DigestItem, type Header } from '@echochain/frame'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ChainHeads } from '../indexer/ChainSource.ts'
import { MarketError } from '../MarketError.ts'
import type { FakeChain } from './FakeChain.ts'

type Method = (params: any[], socket: WebSocket) => unknown

/** A node that answers the few JSON-RPC methods an indexer asks for, from a chain in memory. */
export class FakeNode {
  readonly #server: WebSocketServer
  readonly #chain: FakeChain
  readonly #source
  readonly #feeds = new Map<string, Set<WebSocket>>([
    ['best', new Set()],
    ['finalized', new Set()],
  ])
  /** Answers put in place of the right ones, by method. */
  readonly lies = new Map<string, unknown>()

  private constructor(chain: FakeChain, server: WebSocketServer) {
    this.#chain = chain
    this.#server = server
    this.#source = chain.connect()
    server.on('connection', (socket) => socket.on('message', (data) => void this.#answer(socket, String(data))))
    void this.#source.followHeads((heads) => this.#announce(heads))
  }

  static async listen(chain: FakeChain, port = 0): Promise<FakeNode> {
    const server = new WebSocketServer({ port, host: '127.0.0.1' })
    await once(server, 'listening')
    return new FakeNode(chain, server)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.#server.clients) socket.terminate()
  }

  /** Sends something to every connection. */
  broadcast(text: string): void {
    for (const socket of this.#server.clients) socket.send(text)
  }

  async close(): Promise<void> {
    this.cut()
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  readonly #methods: Readonly<Record<string, Method>> = {
    chain_getBlockHash: ([number]) => this.#chain.hashAt(number) ?? null,
    chain_getBlock: async ([hash]) => {
      const block = await this.#source.block(hash)
      return block ? { block: { header: headerJson(block.header), extrinsics: block.extrinsics.map(toHex) } } : null
    },
    state_queryStorageAt: async ([keys, hash]) => {
      const values = await this.#source.storageAt(hash, keys.map(fromHex))
      return [
        { block: hash, changes: keys.map((key: string, at: number) => [key, values[at] ? toHex(values[at]) : null]) },
      ]
    },
    chain_subscribeNewHeads: (_, socket) => this.#subscribe('best', socket),
    chain_subscribeFinalizedHeads: (_, socket) => this.#subscribe('finalized', socket),
  }

  async #answer(socket: WebSocket, text: string): Promise<void> {
    const { id, method, params } = JSON.parse(text)
    try {
      const result = this.lies.has(method) ? this.lies.get(method) : await this.#methods[method](params, socket)
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, result }))
      if (typeof result === 'string' && this.#feeds.has(result)) this.#announce(this.#chain.heads)
    } catch (error) {
      const pruned = error instanceof MarketError && error.code === 'STATE_UNAVAILABLE'
      const message = pruned ? 'State already discarded for that block' : String(error)
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, error: { code: pruned ? 4003 : -32603, message } }))
    }
  }

  #subscribe(feed: 'best' | 'finalized', socket: WebSocket): string {
    this.#feeds.get(feed)!.add(socket)
    return feed
  }

  #announce(heads: ChainHeads): void {
    for (const feed of ['best', 'finalized'] as const)
      for (const socket of this.#feeds.get(feed)!) {
        const result = headerJson(this.#chain.blockOf(heads[feed].hash).header)
        socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'chain_newHead', params: { subscription: feed, result } }))
      }
  }
}

const headerJson = (header: Header) => ({
  ...header,
  number: `0x${header.number.toString(16)}`,
  digest: { logs: header.digest.logs.map((log) => toHex(encode(DigestItem, log))) },
})
