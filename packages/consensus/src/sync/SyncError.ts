import type { RefuseReason } from '../transport/PeerMessage.ts'

/**
 * What follows from a fault of a peer. `dropped`: the connection ends and the address is banned for a while.
 * `paused`: nothing is asked of it for a moment; after several such faults in a row it is dropped. `spared`: nothing is
 * asked of it for a moment, and that is all. `parted`: the connection ends, and that is all.
 */
export type Consequence = 'dropped' | 'paused' | 'spared' | 'parted'

const CONSEQUENCES = {
  /** Speaks another version of the protocol. */
  WRONG_PROTOCOL: 'dropped',
  /** Belongs to another network. */
  WRONG_GENESIS: 'dropped',
  /** Finalized a block that contradicts what is final here. */
  CONFLICTING_FINALITY: 'dropped',
  /** Said something else before `Hello`, or `Hello` twice. */
  NOT_GREETED: 'dropped',
  UNDECODABLE_MESSAGE: 'dropped',
  /** More messages than anybody needs. */
  FLOOD: 'dropped',
  /** Answered what was not asked. */
  UNSOLICITED: 'dropped',
  /** Answered with other blocks than those asked for, or with none that hang together. */
  BAD_RESPONSE: 'dropped',
  /** Sent a block that breaks a rule; the `ImportError` is the cause. */
  BAD_BLOCK: 'dropped',
  /** Sent many transactions that nobody could ever include. */
  BAD_TRANSACTION: 'dropped',
  /** Did not answer in time. */
  TIMEOUT: 'paused',
  /** Does not have what it said it has. */
  NOT_FOUND: 'paused',
  /** Answers with fewer blocks than asked for although they are there and would fit. */
  SHORT_RESPONSE: 'paused',
  /** Sent a block of a slot that has not begun. */
  FUTURE_BLOCK: 'paused',
  /** Its blocks never connect to what is known here. */
  NO_PROGRESS: 'paused',
  /** Asked to be left alone for a moment. */
  BUSY: 'spared',
  /** Did not greet in time. */
  SILENT: 'parted',
  /** Does not read what it is sent. */
  SLOW_READER: 'parted',
  TOO_MANY_PEERS: 'parted',
  /** Was banned before. */
  BANNED: 'parted',
  /** Ended the connection, saying why. */
  REFUSED: 'parted',
  /** The connection ended. */
  GONE: 'parted',
} as const satisfies Record<string, Consequence>

export type SyncErrorCode = keyof typeof CONSEQUENCES

const REASONS: Partial<Record<SyncErrorCode, RefuseReason>> = {
  WRONG_PROTOCOL: 'WrongProtocol',
  WRONG_GENESIS: 'WrongGenesis',
  CONFLICTING_FINALITY: 'ConflictingFinality',
  TOO_MANY_PEERS: 'TooManyPeers',
  SLOW_READER: 'TooSlow',
}

/** Why a peer is not followed any further, or not for the moment. */
export class SyncError extends Error {
  readonly code: SyncErrorCode
  constructor(code: SyncErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  get consequence(): Consequence {
    return CONSEQUENCES[this.code]
  }

  /** What the peer is told. */
  get reason(): RefuseReason {
    return REASONS[this.code] ?? 'Misbehaviour'
  }
}
