import type { AccountId, Fields, FieldValues, Hash } from '@echochain/codec'
import type { DigestItem } from '../block/Header.ts'
import { DispatchError } from '../dispatch/DispatchError.ts'
import type { Origin } from '../dispatch/Origin.ts'
import type { Weight } from '../dispatch/Weight.ts'
import type { EventDefinition, RuntimeCall } from '../module/declarations.ts'
import type { StorageMap, StorageValue } from '../module/storage.ts'
import { type EventCheckpoint, EventLog, type Phase } from './EventLog.ts'
import type { Overlay } from './Overlay.ts'
import type { Slot } from './Slot.ts'

/** What a block knows of itself before its first extrinsic runs. */
export interface BlockEnvironment {
  readonly number: number
  readonly parentHash: Hash
  readonly slot: bigint
  /** Who gets the proposer's part of the fees. */
  readonly author: AccountId
  /** The digest as the proposer began it; the executive appends what the block itself produces. */
  readonly digest: readonly DigestItem[]
}

/** How far the changes, events and logs of a block have come. */
export interface Checkpoint {
  readonly changes: number
  readonly events: EventCheckpoint
  readonly logs: number
}

/** The world as the calls of one block see it: storage, events, and the block they run in. */
export class Context {
  readonly block: BlockEnvironment
  readonly overlay: Overlay
  readonly events = new EventLog()
  /** Logs that the block adds to its own digest. */
  readonly deposited: DigestItem[] = []
  phase: Phase = { type: 'Initialization' }
  /** Weight the extrinsics of the block have used so far. */
  weight: Weight = 0

  constructor(block: BlockEnvironment, overlay: Overlay) {
    this.block = block
    this.overlay = overlay
  }

  /** A storage entry to read and write, looked up once. */
  slot<T>(item: StorageValue<T>): Slot<T>
  slot<K, T>(item: StorageMap<K, T>, key: K): Slot<T>
  slot(item: any, key?: unknown): Slot<any> {
    return this.overlay.slot(item, key)
  }

  /** The value of a storage entry. */
  get<T>(item: StorageValue<T>): T
  get<K, T>(item: StorageMap<K, T>, key: K): T
  get(item: any, key?: unknown): unknown {
    return this.overlay.slot(item, key).value
  }

  emit<F extends Fields>(event: EventDefinition<F>, values: FieldValues<F>): void {
    this.events.emit(this.phase, event, values)
  }

  depositLog(log: DigestItem): void {
    this.deposited.push(log)
  }

  checkpoint(): Checkpoint {
    return { changes: this.overlay.checkpoint(), events: this.events.checkpoint(), logs: this.deposited.length }
  }

  /** Takes back every change, event and log since the checkpoint. */
  rollback({ changes, events, logs }: Checkpoint): void {
    this.overlay.rollback(changes)
    this.events.rollback(events)
    this.deposited.length = logs
  }

  /** Runs a call; if it throws, takes back what it did, and throws on. */
  dispatch(call: RuntimeCall, origin: Origin): void {
    const checkpoint = this.checkpoint()
    try {
      call.call.run(this, origin, call.args)
    } catch (error) {
      this.rollback(checkpoint)
      throw error
    }
  }

  /** Like {@link dispatch}, but returns the error instead of throwing it. */
  tryDispatch(call: RuntimeCall, origin: Origin): DispatchError | undefined {
    try {
      this.dispatch(call, origin)
      return undefined
    } catch (error) {
      if (error instanceof DispatchError) return error
      throw error
    }
  }
}
