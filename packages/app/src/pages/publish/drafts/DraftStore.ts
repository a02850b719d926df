import type { Draft } from './Draft.ts'

/** Where drafts and their files outlive a reload. */
export interface DraftStore {
  /** The oldest first. */
  all(): Promise<Draft[]>
  put(draft: Draft): Promise<void>
  /** Also its file. */
  delete(id: string): Promise<void>
  /** False if there is no room for it. */
  putFile(id: string, file: Blob): Promise<boolean>
  file(id: string): Promise<Blob | undefined>
}

/** For browsers that keep nothing, as some do in private windows; and for tests. */
export class MemoryDraftStore implements DraftStore {
  readonly #drafts = new Map<string, Draft>()
  readonly #files = new Map<string, Blob>()
  readonly #maxFileBytes: number

  constructor({ maxFileBytes = 0 } = {}) {
    this.#maxFileBytes = maxFileBytes
  }

  async all(): Promise<Draft[]> {
    return [...this.#drafts.values()]
  }

  async put(draft: Draft): Promise<void> {
    this.#drafts.set(draft.id, draft)
  }

  async delete(id: string): Promise<void> {
    this.#drafts.delete(id)
    this.#files.delete(id)
  }

  async putFile(id: string, file: Blob): Promise<boolean> {
    if (file.size > this.#maxFileBytes) return false
    this.#files.set(id, file)
    return true
  }

  async file(id: string): Promise<Blob | undefined> {
    return this.#files.get(id)
  }
}
