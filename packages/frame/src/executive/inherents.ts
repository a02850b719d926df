import type { CallDefinition, RuntimeCall } from '../module/declarations.ts'

/** What the proposer knows and the block has to say, by the name of what asks for it. */
export interface InherentData {
  /** Milliseconds since 1970 at the begin of the block's slot. */
  readonly timestampMs: bigint
}

/** A call that the proposer itself puts at the begin of a block, unsigned. */
export interface InherentDefinition {
  readonly call: CallDefinition
  /** Whether every block must have it. */
  readonly required: boolean
  /** The call for a block, or `undefined` where there is nothing to say. */
  readonly create: (data: InherentData) => RuntimeCall | undefined
}
