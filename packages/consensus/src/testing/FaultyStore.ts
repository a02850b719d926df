import { type KvStore, MemoryStore } from '@echochain/state'

type Write = Parameters<MemoryStore['write']>[0]
type Job = Parameters<MemoryStore['flatten']>[0]

const TABLES = ['meta', 'flat', 'nodes', 'chain', 'undo', 'places', 'existence', 'blocks', 'heights', 'canonical']

/** A store with what another holds now. */
export function copyOf(store: KvStore): MemoryStore {
  const copy = new MemoryStore()
  for (const table of TABLES)
    void copy.write(Array.from(store.table(table).range(), ([key, value]) => ({ table, key, value })))
  return copy
}

/** A store in memory that can be slow, can fail, and tells what it is about to do. */
export class FaultyStore extends MemoryStore {
  /** Thrown by the next writes and base moves, instead of doing them. */
  failure: Error | undefined
  /** Moves of the base wait for this. */
  gate: Promise<void> = Promise.resolve()
  /** Called after everything that changed what is stored. */
  onChanged: () => void = () => {}

  override async write(batch: Write): Promise<void> {
    if (this.failure) throw this.failure
    await super.write(batch)
    this.onChanged()
  }

  override async flatten(job: Job, onDurable: () => void): Promise<void> {
    await this.gate
    if (this.failure) throw this.failure
    await super.flatten(job, onDurable)
    this.onChanged()
  }
}
