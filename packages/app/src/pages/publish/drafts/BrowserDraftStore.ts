import type { Draft } from './Draft.ts'
import { type DraftStore, MemoryDraftStore } from './DraftStore.ts'

/** Larger files are asked for again after a reload: browsers give a page a share of the disk only. */
const MAX_KEPT_FILE_BYTES = 256 * 1024 * 1024
const DRAFTS = 'drafts'
const FILES = 'files'

/** Drafts in IndexedDB, those of each chain by themselves. */
export class BrowserDraftStore implements DraftStore {
  readonly #database: IDBDatabase

  private constructor(database: IDBDatabase) {
    this.#database = database
  }

  /** Where the browser keeps nothing for pages, drafts last as long as the page does. */
  static async open(genesisHash: string): Promise<DraftStore> {
    try {
      const request = indexedDB.open(`echochain-publish-${genesisHash.slice(2, 18)}`, 1)
      request.addEventListener('upgradeneeded', () => {
        request.result.createObjectStore(DRAFTS, { keyPath: 'id' })
        request.result.createObjectStore(FILES)
      })
      return new BrowserDraftStore(await resultOf(request))
    } catch {
      return new MemoryDraftStore()
    }
  }

  async all(): Promise<Draft[]> {
    const drafts = await resultOf<Draft[]>(this.#store(DRAFTS, 'readonly').getAll())
    return drafts.sort((a, b) => a.addedAt - b.addedAt)
  }

  async put(draft: Draft): Promise<void> {
    await resultOf(this.#store(DRAFTS, 'readwrite').put(draft))
  }

  async delete(id: string): Promise<void> {
    await resultOf(this.#store(DRAFTS, 'readwrite').delete(id))
    await resultOf(this.#store(FILES, 'readwrite').delete(id))
  }

  async putFile(id: string, file: Blob): Promise<boolean> {
    if (file.size > MAX_KEPT_FILE_BYTES) return false
    try {
      await resultOf(this.#store(FILES, 'readwrite').put(file, id))
      return true
    } catch {
      return false
    }
  }

  file(id: string): Promise<Blob | undefined> {
    return resultOf<Blob | undefined>(this.#store(FILES, 'readonly').get(id))
  }

  #store(name: string, mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(name, mode).objectStore(name)
  }
}

/** A write counts once its transaction is complete: only then a full disk is known. */
function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(request.error ?? request.transaction?.error ?? new Error('The browser kept nothing'))
    request.addEventListener('error', fail)
    request.addEventListener('success', () => {
      if (!request.transaction || request.transaction.mode === 'readonly') return resolve(request.result)
      request.transaction.addEventListener('complete', () => resolve(request.result))
      request.transaction.addEventListener('abort', fail)
    })
  })
}
