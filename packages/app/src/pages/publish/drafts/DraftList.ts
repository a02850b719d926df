import type { Activity, Draft } from './Draft.ts'
import type { DraftStore } from './DraftStore.ts'

/** What is shown: a new object after every change. */
export interface DraftsSnapshot {
  /** The oldest first. */
  readonly drafts: readonly Draft[]
  readonly activities: ReadonlyMap<string, Activity>
  /** False until what was kept is known. */
  readonly isLoaded: boolean
}

/** The drafts and what happens to them: kept in a store, and told to whoever listens. */
export class DraftList {
  readonly #store: DraftStore
  readonly #listeners = new Set<() => void>()
  #snapshot: DraftsSnapshot = { drafts: [], activities: new Map(), isLoaded: false }

  constructor(store: DraftStore) {
    this.#store = store
  }

  get snapshot(): DraftsSnapshot {
    return this.#snapshot
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async load(): Promise<readonly Draft[]> {
    const drafts = await this.#store.all()
    this.#tell({ drafts: [...drafts, ...this.#snapshot.drafts], isLoaded: true })
    return drafts
  }

  find(id: string): Draft | undefined {
    return this.#snapshot.drafts.find((draft) => draft.id === id)
  }

  add(draft: Draft): void {
    this.#tell({ drafts: [...this.#snapshot.drafts, draft] })
    this.#keep(draft)
  }

  /** Does nothing to a draft that was removed meanwhile. */
  change(id: string, changes: Partial<Draft>): void {
    const old = this.find(id)
    if (!old) return
    const changed = { ...old, ...changes }
    this.#tell({ drafts: this.#snapshot.drafts.map((draft) => (draft === old ? changed : draft)) })
    this.#keep(changed)
  }

  remove(id: string): void {
    this.setActivity(id, undefined)
    this.#tell({ drafts: this.#snapshot.drafts.filter((draft) => draft.id !== id) })
    void this.#store.delete(id).catch(() => {})
  }

  setActivity(id: string, activity: Activity | undefined): void {
    const activities = new Map(this.#snapshot.activities)
    if (activity && this.find(id)) activities.set(id, activity)
    else activities.delete(id)
    this.#tell({ activities })
  }

  /** A browser whose disk is full goes on with what is in memory. */
  #keep(draft: Draft): void {
    void this.#store.put(draft).catch(() => {})
  }

  #tell(changes: Partial<DraftsSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes }
    for (const listener of this.#listeners) listener()
  }
}
