import { ByteReader, CodecError, type Codec } from '@echochain/codec'
import type { EventDefinition } from '../module/declarations.ts'
import type { Runtime } from '../runtime/defineRuntime.ts'
import type { Phase } from './EventLog.ts'

/** Something that happened in a block, with its values by field name. */
export interface DecodedEvent {
  readonly phase: Phase
  readonly event: EventDefinition
  readonly values: Readonly<Record<string, any>>
}

/** More events than any block can have. */
const MAX_EVENTS = 1_000_000

/** The events in a value of `System.Events`, strictly. Throws `CodecError`. */
export function decodeEvents(runtime: Runtime, bytes: Uint8Array): DecodedEvent[] {
  const table: EventDefinition[][] = []
  for (const module of runtime.modules) {
    table[module.index] = []
    for (const event of Object.values(module.events ?? {})) table[module.index][event.index] = event
  }
  const input = new ByteReader(bytes)
  const count = input.compactLength(MAX_EVENTS)
  const events: DecodedEvent[] = []
  for (let i = 0; i < count; i++) events.push(readRecord(table, input))
  input.expectEnd()
  return events
}

function readRecord(table: readonly (readonly EventDefinition[])[], input: ByteReader): DecodedEvent {
  const phase = readPhase(input)
  const [moduleIndex, eventIndex] = [input.u8(), input.u8()]
  const event = table[moduleIndex]?.[eventIndex]
  if (!event)
    throw new CodecError('UNKNOWN_VARIANT', `The runtime has no event ${eventIndex} in a module ${moduleIndex}`)
  const values: Record<string, unknown> = {}
  for (const [name, codec] of Object.entries<Codec<unknown>>(event.fields)) values[name] = codec.read(input)
  const topics = input.u8()
  if (topics !== 0) throw new CodecError('OUT_OF_RANGE', 'Events of this chain have no topics')
  return { phase, event, values }
}

function readPhase(input: ByteReader): Phase {
  const tag = input.u8()
  if (tag === 0) return { type: 'ApplyExtrinsic', index: input.u32() }
  if (tag > 2) throw new CodecError('UNKNOWN_VARIANT', `A phase of an event cannot be ${tag}`)
  return { type: tag === 1 ? 'Finalization' : 'Initialization' }
}
