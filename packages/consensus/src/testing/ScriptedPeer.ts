import { decode, encode } from '@echochain/codec'
import { Block } from '@echochain/frame'
import type { Chain } from '../chain/Chain.ts'
import { type BlockId, type MessageOf, PeerMessage, SYNC_PROTOCOL_VERSION } from '../transport/PeerMessage.ts'
import type { InProcessTransport } from '../transport/InProcessTransport.ts'
import type { Peer } from '../transport/Transport.ts'

/** What it answers to a request: a message, or nothing. */
export type Answer = (request: MessageOf<'Request'>) => PeerMessage | undefined

/** A peer without a chain: it says what it is told to say, true or not. */
export class ScriptedPeer {
  readonly transport: InProcessTransport
  /** All it was told. */
  readonly heard: PeerMessage[] = []
  answer: Answer = () => undefined
  /** What it sends when somebody connects. */
  greeting: PeerMessage | Uint8Array | undefined
  #peer: Peer | undefined

  constructor(transport: InProcessTransport) {
    this.transport = transport
    transport.onConnect.subscribe((peer) => {
      this.#peer = peer
      if (this.greeting) this.say(this.greeting)
    })
    transport.onMessage.subscribe(({ bytes }) => this.#hear(decode(PeerMessage, bytes)))
    transport.onDisconnect.subscribe(() => (this.#peer = undefined))
  }

  get isConnected(): boolean {
    return this.#peer !== undefined
  }

  /** Greets as a node of that chain would that has this best block. */
  greetAs({ genesisHash, parameters, finalized }: Chain, best: BlockId, hello: Partial<MessageOf<'Hello'>> = {}): this {
    const { genesisTimeMs } = parameters
    const truth = { protocolVersion: SYNC_PROTOCOL_VERSION, genesisHash, genesisTimeMs, best, finalized }
    this.greeting = { type: 'Hello', value: { ...truth, ...hello } }
    return this
  }

  say(message: PeerMessage | Uint8Array): void {
    if (this.#peer)
      this.transport.send(this.#peer, message instanceof Uint8Array ? message : encode(PeerMessage, message))
  }

  #hear(message: PeerMessage): void {
    this.heard.push(message)
    if (message.type !== 'Request') return
    const answer = this.answer(message.value)
    if (answer) this.say(answer)
  }

  /** The requests among what it was told. */
  get requests(): MessageOf<'Request'>[] {
    return this.heard.flatMap((message) => (message.type === 'Request' ? [message.value] : []))
  }
}

/** A response with these blocks. */
export const blocksFor = ({ requestId }: MessageOf<'Request'>, blocks: readonly Block[]): PeerMessage => ({
  type: 'Blocks',
  value: { requestId, blocks: blocks.map((block) => encode(Block, block)) },
})
