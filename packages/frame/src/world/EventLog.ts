import { ByteWriter, compactU32, concatBytes, encode, type Fields, type FieldValues } from '@echochain/codec'
import type { EventDefinition } from '../module/declarations.ts'

/** When in a block an event happened (Substrate's `frame_system::Phase`). */
export type Phase =
  | { readonly type: 'ApplyExtrinsic'; readonly index: number }
  | { readonly type: 'Finalization' | 'Initialization' }

const writePhase = (out: ByteWriter, phase: Phase): void => {
  if (phase.type === 'ApplyExtrinsic') {
    out.u8(0)
    out.u32(phase.index)
  } else out.u8(phase.type === 'Finalization' ? 1 : 2)
}

/** The events of a block, encoded as they come; a failed call's are cut off again. */
export class EventLog {
  readonly #records = new ByteWriter(1024)
  #count = 0

  emit<F extends Fields>(phase: Phase, event: EventDefinition<F>, values: FieldValues<F>): void {
    const out = this.#records
    writePhase(out, phase)
    out.u8(event.moduleIndex)
    out.u8(event.index)
    for (const name in event.fields) event.fields[name].write(out, values[name])
    out.u8(0) // no topics
    this.#count++
  }

  checkpoint(): EventCheckpoint {
    return { bytes: this.#records.length, count: this.#count }
  }

  rollback({ bytes, count }: EventCheckpoint): void {
    this.#records.truncate(bytes)
    this.#count = count
  }

  /** `Vec<EventRecord>`, the value of `System.Events`. */
  toBytes(): Uint8Array {
    const count = encode(compactU32, this.#count)
    return concatBytes(count, this.#records.view())
  }
}

export interface EventCheckpoint {
  readonly bytes: number
  readonly count: number
}
