/** What went wrong in the market, for programs. The message says what was expected and what to do. */
export type MarketErrorCode =
  | 'DATABASE_LOCKED' // another process uses the same data directory
  | 'DATABASE_UNREACHABLE' // PostgreSQL does not answer, or refuses us
  | 'DATABASE_DAMAGED' // the database cannot be opened, or not be read any more
  | 'DATABASE_FULL' // its disk has no room
  | 'DATABASE_TOO_NEW' // written by a later version
  | 'CURSOR_MOVED' // somebody else indexes into the same database; what was read before does not hold any more
  | 'NODE_UNREACHABLE' // no connection to the node, it was lost, or the node does not answer in time
  | 'NODE_REFUSED' // the node answered with an error
  | 'BAD_ANSWER' // the node's answer is malformed or does not match its own hashes
  | 'STATE_UNAVAILABLE' // the node does not keep the state of that block any more
  | 'WRONG_CHAIN' // the node runs another chain than the one indexed
  | 'FORK_BELOW_FINALITY' // the node's chain leaves out a block that was final
  | 'UNKNOWN_RUNTIME' // the chain runs a version this release does not have
  | 'PORT_TAKEN' // the API cannot listen where it should
  | 'STOPPED' // the market was shut down meanwhile

/** Any failure of this package, but those of sound files, that a caller may want to tell apart. */
export class MarketError extends Error {
  readonly code: MarketErrorCode
  constructor(code: MarketErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MarketError'
    this.code = code
  }
}
