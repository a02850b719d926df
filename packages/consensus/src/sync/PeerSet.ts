import { CodecError, decode } from '@echochain/codec'
import { type Header, headerHash } from '@echochain/frame'
import type { Chain } from '../chain/Chain.ts'
import type { Clock } from '../clock/Clock.ts'
import { Signal } from '../Signal.ts'
import { type MessageOf, PeerMessage, SYNC_PROTOCOL_VERSION } from '../transport/PeerMessage.ts'
import { MAX_MESSAGE_BYTES, type Peer, type Transport } from '../transport/Transport.ts'
import { answerRequest } from './answerRequest.ts'
import { PeerMemory } from './PeerMemory.ts'
import { SyncError } from './SyncError.ts'
import { SyncPeer } from './SyncPeer.ts'

/** Each costs memory for what is on its way, and a message for each block. */
const MAX_PEERS = 64
const GREETING_TIMEOUT_MS = 10_000
/** What a request costs of a peer's share beside the bytes of its answer: looking blocks up takes time, too. */
const REQUEST_COST_BYTES = 16 * 1024

export interface PeerSetParts {
  readonly chain: Chain
  readonly transport: Transport
  readonly clock: Clock
}

/** Who is told what peers say. Listeners throw a `SyncError` when a peer should not have said it. */
export interface PeerListener {
  onGreeted(peer: SyncPeer): void
  onAnnounced(peer: SyncPeer, header: Header): void
  onTransactions(peer: SyncPeer, extrinsics: readonly Uint8Array[]): void
  /** A peer that was left alone can be asked again. */
  onResumed(peer: SyncPeer): void
  /** Something went wrong here, not with a peer. */
  onFailure(error: unknown): void
}

export interface PeerFault {
  readonly peer: Peer
  readonly error: SyncError
}

/** The peers: greets them, takes their messages apart, answers their requests, and ends it with those who misbehave. */
export class PeerSet {
  readonly memory: PeerMemory
  /** Every fault, of whatever consequence. */
  readonly onFault = new Signal<PeerFault>()
  readonly #parts: PeerSetParts
  readonly #listener: PeerListener
  readonly #peers = new Map<Peer, SyncPeer>()
  readonly #subscriptions: (() => void)[]

  constructor(parts: PeerSetParts, listener: PeerListener) {
    const { transport, clock } = parts
    this.#parts = parts
    this.#listener = listener
    this.memory = new PeerMemory(clock)
    this.#subscriptions = [
      transport.onConnect.subscribe((peer) => this.#welcome(peer)),
      transport.onMessage.subscribe(({ peer, bytes }) => this.#receive(peer, bytes)),
      transport.onDisconnect.subscribe((peer) => this.#forget(peer)),
    ]
    for (const peer of transport.peers()) this.#welcome(peer)
  }

  /** Those who have greeted. */
  *greeted(): Iterable<SyncPeer> {
    for (const peer of this.#peers.values()) if (peer.best) yield peer
  }

  /** Whether it may be asked for something now. */
  isAvailable(peer: SyncPeer): boolean {
    return !peer.gone.aborted && !this.memory.isPaused(peer.address)
  }

  /** Sends a message; a peer that cannot take it is left, since its picture of the chain would have a gap. */
  send(peer: SyncPeer, encoded: Uint8Array): void {
    if (!peer.gone.aborted && !peer.sendEncoded(encoded))
      this.fault(peer, new SyncError('SLOW_READER', 'The peer does not read what it is sent'))
  }

  /** Draws the consequence of what a peer did. */
  fault(peer: SyncPeer, error: SyncError): void {
    if (peer.gone.aborted) return
    const { address } = peer
    this.onFault.emit({ peer: peer.connection, error })
    if (error.consequence === 'spared') this.memory.spare(address)
    else if (error.consequence === 'parted') return this.#leave(peer, error)
    else if (error.consequence === 'dropped' || !this.memory.pause(address)) return this.#ban(address, error)
    peer.later(this.memory.pausedUntilMs(address), () => this.#listener.onResumed(peer))
  }

  #ban(address: string, error: SyncError): void {
    this.memory.ban(address)
    for (const peer of this.#peers.values()) if (peer.address === address) this.#leave(peer, error)
  }

  #leave(peer: SyncPeer, { reason }: SyncError): void {
    peer.send({ type: 'Refuse', value: { requestId: 0, reason } })
    this.#forget(peer.connection)
    this.#parts.transport.disconnect(peer.connection)
  }

  #forget(connection: Peer): void {
    this.#peers.get(connection)?.close()
    this.#peers.delete(connection)
  }

  #welcome(connection: Peer): void {
    const { transport, clock } = this.#parts
    const peer = new SyncPeer(connection, transport, clock)
    this.#peers.set(connection, peer)
    if (this.memory.isBanned(connection.address))
      return this.fault(peer, new SyncError('BANNED', 'The peer misbehaved a short while ago'))
    if (!connection.outbound && this.#peers.size > MAX_PEERS)
      return this.fault(peer, new SyncError('TOO_MANY_PEERS', `There are ${MAX_PEERS} peers already`))
    peer.later(clock.now() + GREETING_TIMEOUT_MS, () =>
      this.fault(peer, new SyncError('SILENT', `No greeting within ${GREETING_TIMEOUT_MS} ms`)),
    )
    const hello = this.#ownHello()
    peer.toldBest = hello.best
    peer.send({ type: 'Hello', value: hello })
  }

  #ownHello(): MessageOf<'Hello'> {
    const { genesisHash, parameters, best, finalized } = this.#parts.chain
    return {
      protocolVersion: SYNC_PROTOCOL_VERSION,
      genesisHash,
      genesisTimeMs: parameters.genesisTimeMs,
      best: { number: best.number, hash: best.hash },
      finalized: { number: finalized.number, hash: finalized.hash },
    }
  }

  #receive(connection: Peer, bytes: Uint8Array): void {
    const peer = this.#peers.get(connection)
    if (!peer) return
    try {
      if (!peer.messages.spend(1)) throw new SyncError('FLOOD', 'The peer sends more messages than anybody needs')
      this.#dispatch(peer, decodeMessage(bytes))
    } catch (error) {
      if (error instanceof SyncError) this.fault(peer, error)
      else this.#listener.onFailure(error)
    }
  }

  #dispatch(peer: SyncPeer, message: PeerMessage): void {
    if (message.type === 'Refuse') return this.#onRefuse(peer, message.value)
    if ((message.type === 'Hello') !== (peer.best === undefined))
      throw new SyncError('NOT_GREETED', `${message.type} at the wrong time: Hello comes first, and once`)
    switch (message.type) {
      case 'Hello':
        return this.#onHello(peer, message.value)
      case 'Announce':
        return this.#onAnnounce(peer, message.value)
      case 'Request':
        return this.#onRequest(peer, message.value)
      case 'Blocks':
        return peer.requests.answer(message.value)
      case 'Transactions':
        return this.#listener.onTransactions(peer, message.value.extrinsics)
    }
  }

  #onHello(peer: SyncPeer, hello: MessageOf<'Hello'>): void {
    const { chain } = this.#parts
    if (hello.protocolVersion !== SYNC_PROTOCOL_VERSION)
      throw new SyncError('WRONG_PROTOCOL', `The peer speaks version ${hello.protocolVersion} of the protocol`)
    if (hello.genesisHash !== chain.genesisHash)
      throw new SyncError(
        'WRONG_GENESIS',
        `The peer's chain begins with ${hello.genesisHash}, this one with ${chain.genesisHash}`,
      )
    const { number, hash } = hello.finalized
    if (number <= chain.finalized.number && chain.hashAt(number) !== hash)
      throw new SyncError('CONFLICTING_FINALITY', `The peer has finalized another block ${number}: ${hash}`)
    peer.best = hello.best
    peer.cancelLater()
    this.#listener.onGreeted(peer)
  }

  #onAnnounce(peer: SyncPeer, { header }: MessageOf<'Announce'>): void {
    peer.best = { number: header.number, hash: headerHash(header) }
    this.#listener.onAnnounced(peer, header)
  }

  #onRequest(peer: SyncPeer, request: MessageOf<'Request'>): void {
    const { requestId } = request
    if (!peer.servedBytes.isOpen) return this.#refuse(peer, requestId, 'Busy')
    const blocks = answerRequest(this.#parts.chain, request)
    peer.servedBytes.spend(blocks.reduce((sum, { length }) => sum + length, REQUEST_COST_BYTES))
    if (blocks.length === 0) return this.#refuse(peer, requestId, 'NotFound')
    this.#sendMessage(peer, { type: 'Blocks', value: { requestId, blocks } })
  }

  #onRefuse(peer: SyncPeer, { requestId, reason }: MessageOf<'Refuse'>): void {
    if (requestId !== 0) return peer.requests.refuse(requestId, reason)
    throw new SyncError('REFUSED', `The peer ends the connection: ${reason}`)
  }

  #refuse(peer: SyncPeer, requestId: number, reason: MessageOf<'Refuse'>['reason']): void {
    this.#sendMessage(peer, { type: 'Refuse', value: { requestId, reason } })
  }

  #sendMessage(peer: SyncPeer, message: PeerMessage): void {
    if (!peer.send(message)) throw new SyncError('SLOW_READER', 'The peer does not read what it is sent')
  }

  close(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    for (const connection of this.#peers.keys()) {
      this.#forget(connection)
      this.#parts.transport.disconnect(connection)
    }
  }
}

function decodeMessage(bytes: Uint8Array): PeerMessage {
  if (bytes.length > MAX_MESSAGE_BYTES)
    throw new SyncError('UNDECODABLE_MESSAGE', `A message has at most ${MAX_MESSAGE_BYTES} bytes, not ${bytes.length}`)
  try {
    return decode(PeerMessage, bytes)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new SyncError('UNDECODABLE_MESSAGE', `The message cannot be decoded: ${error.message}`, { cause: error })
  }
}
