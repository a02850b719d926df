import { ByteReader, CodecError, H256, type Hash } from '@echochain/codec'
import type { EventDefinition, Runtime } from '@echochain/frame'

/** When in a block an event happened (Substrate's `frame_system::Phase`). */
export type EventPhase =
  | { readonly type: 'ApplyExtrinsic'; readonly index: number }
  | { readonly type: 'Finalization' | 'Initialization' }

/** An event as its module declared it, with its values. */
export interface DecodedEvent {
  readonly phase: EventPhase
  readonly event: EventDefinition
  readonly values: Readonly<Record<string, unknown>>
  readonly topics: readonly Hash[]
}

const MAX_EVENTS = 1_000_000

/** The events in the value of `System.Events`, by the declarations of the runtime's modules. Throws `CodecError`. */
export function decodeEvents(runtime: Runtime, bytes: Uint8Array): DecodedEvent[] {
  const definitions = eventTable(runtime)
  const input = new ByteReader(bytes)
  const count = input.compactLength(MAX_EVENTS)
  const events: DecodedEvent[] = []
  for (let i = 0; i < count; i++) events.push(readRecord(definitions, input))
  input.expectEnd()
  return events
}

type EventTable = readonly (readonly EventDefinition[])[]

/** By module and event index. */
function eventTable(runtime: Runtime): EventTable {
  const table: EventDefinition[][] = []
  for (const module of runtime.modules) {
    table[module.index] = []
    for (const event of Object.values(module.events ?? {})) table[module.index][event.index] = event
  }
  return table
}

function readRecord(definitions: EventTable, input: ByteReader): DecodedEvent {
  const phase = readPhase(input)
  const moduleIndex = input.u8()
  const eventIndex = input.u8()
  const event = definitions[moduleIndex]?.[eventIndex]
  if (event === undefined)
    throw new CodecError('UNKNOWN_VARIANT', `The runtime has no event ${eventIndex} in a module ${moduleIndex}`)
  const values: Record<string, unknown> = {}
  for (const name in event.fields) values[name] = event.fields[name].read(input)
  const topics: Hash[] = []
  for (let left = input.compactLength(MAX_EVENTS); left > 0; left--) topics.push(H256.read(input))
  return { phase, event, values, topics }
}

function readPhase(input: ByteReader): EventPhase {
  const tag = input.u8()
  if (tag === 0) return { type: 'ApplyExtrinsic', index: input.u32() }
  if (tag > 2) throw new CodecError('UNKNOWN_VARIANT', `An event has no phase ${tag}`)
  return { type: tag === 1 ? 'Finalization' : 'Initialization' }
}
