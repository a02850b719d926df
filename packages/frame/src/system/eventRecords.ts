import { type Codec, H256, type LazyDescription, struct, type TypeDescription, u32, union } from '@echochain/codec'

/** Stands for the union of all modules' events; the metadata of a runtime puts that union in its place. */
export const RUNTIME_EVENT: LazyDescription = {
  kind: 'lazy',
  get: () => {
    throw new Error('The runtime event is known only within the metadata of a runtime')
  },
}

const PhaseCodec = union('frame_system::Phase', { ApplyExtrinsic: [0, u32], Finalization: [1], Initialization: [2] })

const eventRecord: TypeDescription = {
  kind: 'composite',
  path: ['frame_system', 'EventRecord'],
  params: [
    { name: 'E', type: RUNTIME_EVENT },
    { name: 'T', type: H256.type },
  ],
  fields: [
    { name: 'phase', type: PhaseCodec.type, typeName: 'Phase' },
    { name: 'event', type: RUNTIME_EVENT, typeName: 'E' },
    { name: 'topics', type: { kind: 'sequence', of: H256.type }, typeName: 'Vec<T>' },
  ],
}

/** The events of a block as the event log wrote them: bytes here, `Vec<EventRecord>` to clients. */
export const EncodedEvents: Codec<Uint8Array> = {
  type: { kind: 'sequence', of: eventRecord },
  verbatim: true,
  write: (out, events) => out.bytes(events),
  read: (input) => input.copy(input.remaining),
}

/** Bytes that fill a storage entry without a length, such as the code marker. */
export const RawBytes: Codec<Uint8Array> = {
  type: struct('', {}).type,
  verbatim: true,
  write: (out, bytes) => out.bytes(bytes),
  read: (input) => input.copy(input.remaining),
}
