import type { KvStore } from '../kv/KvStore.ts'
import type { FlattenJob } from './FlattenJob.ts'

/** A database that can hold a state: it moves the base by itself, in one transaction, off the main thread if it can. */
export interface StateStore extends KvStore {
  /**
   * Does the job (flatten.ts). `onDurable` is called once it is safe on disk, in the very turn from which on reads see
   * the result: until then they see the state before. Rejects as {@link KvStore.write} does.
   */
  flatten(job: FlattenJob, onDurable: () => void): Promise<void>
}
