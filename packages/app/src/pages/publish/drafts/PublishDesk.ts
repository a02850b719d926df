import {
  AUDIO_HEAD_BYTES,
  audioContainerOf,
  type ContentDescription,
  type SampleId,
  type UploadSession,
} from '@echochain/sdk'
import { publish as words } from '../../../text/publish.ts'
import type { DeskWorkers } from './DeskWorkers.ts'
import { type Draft, type DraftForm, type DraftStep, nextStep } from './Draft.ts'
import { DraftList, type DraftsSnapshot } from './DraftList.ts'
import { DraftProblemError, problemOf } from './DraftProblemError.ts'
import type { DraftStore } from './DraftStore.ts'
import { Lane } from './Lane.ts'
import { fillIn, newDraft } from './newDraft.ts'
import { rateMeter } from './rateMeter.ts'

/** What the market analyses at most; a larger file could not be published. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024
/** More drafts would not be looked through by anybody, and each is kept with its file. */
export const MAX_DRAFTS = 100
/** Files named in one order, see `openUploads`. */
const ORDERED_AT_ONCE = 50
/** Answers after which an upload cannot go on: the next attempt begins with a new order. */
const STALE_SESSION = ['NOT_FOUND', 'EXPIRED', 'NOT_ALLOWED', 'WRONG_HASH', 'REPLAYED']

/** The market did not answer: nothing is wrong with the file. */
const UNREACHABLE = ['GATEWAY_FAILED', 'MARKET_FAILED']

/**
 * Takes files as far as they come without a person: read, ordered (which asks for a signature), uploaded, analysed. What
 * fails says why and waits to be tried again; what was reached is kept, and gone on from after a reload.
 */
export class PublishDesk {
  readonly #list: DraftList
  readonly #store: DraftStore
  readonly #workers: DeskWorkers
  readonly #files = new Map<string, Blob>()
  readonly #aborts = new Map<string, AbortController>()
  readonly #lanes = { read: new Lane(1), upload: new Lane(2), analyse: new Lane(2) }
  #canOrder = false
  #isOrdering = false

  constructor(store: DraftStore, workers: DeskWorkers) {
    this.#store = store
    this.#workers = workers
    this.#list = new DraftList(store)
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#list.subscribe(listener)

  readonly snapshot = (): DraftsSnapshot => this.#list.snapshot

  /** Goes on with what was kept. */
  async load(): Promise<void> {
    const drafts = await this.#list.load()
    for (const draft of drafts) void this.#reopen(draft)
  }

  /** Files the server forgot meanwhile, because no sample named them for a day, are uploaded again. */
  async #reopen({ id, content, isUploaded, sample }: Draft): Promise<void> {
    if (content && isUploaded && sample === undefined) {
      this.#list.setActivity(id, { type: 'waiting' })
      const isStored = await this.#workers.isStored(content.cid).catch(() => true)
      if (!isStored) this.#list.change(id, { isUploaded: false, session: undefined })
      this.#list.setActivity(id, undefined)
    }
    await this.#go(id)
  }

  /** Takes files; one that a draft waits for goes to that draft. How many were too many. */
  add(files: readonly File[]): number {
    const rest = files.filter((file) => !this.#handBack(file))
    const room = Math.max(0, MAX_DRAFTS - this.#list.snapshot.drafts.length)
    for (const [at, file] of rest.slice(0, room).entries()) {
      const draft = newDraft(this.#workers.newId(), file, this.#workers.now() + at)
      this.#files.set(draft.id, file)
      this.#list.add(draft)
      void this.#store.putFile(draft.id, file)
      void this.#go(draft.id)
    }
    return Math.max(0, rest.length - room)
  }

  /** Whether a draft waited for this file. */
  #handBack(file: File): boolean {
    const draft = this.#list.snapshot.drafts.find(
      ({ problem, file: { name, size } }) => problem?.code === 'NEEDS_FILE' && name === file.name && size === file.size,
    )
    if (!draft) return false
    this.#files.set(draft.id, file)
    this.#list.change(draft.id, { problem: undefined })
    void this.#run(draft.id, 'read').then(() => this.#go(draft.id))
    return true
  }

  edit(id: string, changes: Partial<DraftForm>): void {
    const draft = this.#list.find(id)
    if (!draft) return
    const edited = [...new Set([...draft.edited, ...Object.keys(changes)])]
    this.#list.change(id, { form: { ...draft.form, ...changes }, edited })
  }

  /** What was not signed is signed again together. */
  retry(id: string): void {
    const code = this.#list.find(id)?.problem?.code
    const alike = this.#list.snapshot.drafts.filter(
      (draft) => draft.id === id || (code === 'CANCELLED' && draft.problem?.code === code),
    )
    for (const draft of alike) this.#list.change(draft.id, { problem: undefined })
    for (const draft of alike) void this.#go(draft.id)
  }

  /** Once the market can be reached again. */
  retryInterrupted(): void {
    for (const { id, problem } of this.#list.snapshot.drafts)
      if (problem && UNREACHABLE.includes(problem.code)) this.retry(id)
  }

  remove(id: string): void {
    this.#aborts.get(id)?.abort()
    this.#aborts.delete(id)
    this.#files.delete(id)
    this.#list.remove(id)
  }

  /** Whether there is somebody to sign orders. */
  setCanOrder(canOrder: boolean): void {
    this.#canOrder = canOrder
    void this.#order()
  }

  /**
   * Looks once more before something is signed, which may be days later: of these drafts, those whose files the market
   * still has and nobody has registered meanwhile. The others say what is the matter, or are uploaded again.
   */
  async recheck(ids: readonly string[]): Promise<readonly string[]> {
    const isReady = await Promise.all(ids.map((id) => this.#recheck(id)))
    return ids.filter((_, at) => isReady[at])
  }

  async #recheck(id: string): Promise<boolean> {
    const { content } = this.#list.find(id) ?? {}
    if (!content) return false
    const [sample, isStored] = await Promise.all([
      this.#workers.findRegistered(content.cid).catch(() => undefined),
      this.#workers.isStored(content.cid).catch(() => true),
    ])
    if (sample !== undefined) this.#fail(id, new DraftProblemError('REGISTERED', words.registered(sample), sample))
    else if (!isStored) {
      this.#list.change(id, { isUploaded: false, session: undefined })
      void this.#go(id)
    }
    return sample === undefined && isStored
  }

  /** Signed, and perhaps already in a block. Undefined takes that back: it will not come any more. */
  noteSubmitted(id: string, submittedAt: number | undefined): void {
    this.#list.change(id, { submittedAt })
  }

  /** Registered; undefined takes that back, after a reorganisation. */
  noteRegistered(id: string, sample: SampleId | undefined): void {
    this.#list.change(id, { sample, isIndexed: false, problem: undefined })
  }

  /** The market knows it as this sample. */
  noteIndexed(id: string, sample: SampleId): void {
    this.#list.change(id, { sample, isIndexed: true, problem: undefined })
  }

  /** The bytes of a file, to be heard. */
  async file(id: string): Promise<Blob | undefined> {
    const file = this.#files.get(id) ?? (await this.#store.file(id).catch(() => undefined))
    if (file) this.#files.set(id, file)
    return file
  }

  async #go(id: string): Promise<void> {
    for (;;) {
      const draft = this.#list.find(id)
      if (!draft || draft.problem || this.#list.snapshot.activities.has(id)) return
      const step = nextStep(draft)
      if (step === 'order') return await this.#order()
      if (step === 'describe' || step === 'done') return
      await this.#run(id, step)
    }
  }

  /** Does a step when its lane has room; what goes wrong becomes the problem of the draft. */
  async #run(id: string, step: Exclude<DraftStep, 'order' | 'describe' | 'done'>): Promise<void> {
    const abort = new AbortController()
    this.#aborts.set(id, abort)
    this.#list.setActivity(id, { type: 'waiting' })
    await this.#lanes[step].run(async () => {
      const draft = this.#list.find(id)
      if (!draft) return
      try {
        await this.#steps[step](draft, abort.signal)
      } catch (error) {
        if (!abort.signal.aborted) this.#fail(id, error)
      }
    })
    this.#list.setActivity(id, undefined)
    if (step === 'read') void this.#order() // others may have waited for this file only
  }

  readonly #steps = {
    read: async (draft: Draft, signal: AbortSignal): Promise<void> => {
      const { id } = draft
      const file = await this.#demandFile(draft)
      if (!audioContainerOf(await readHead(file)))
        throw new DraftProblemError('UNSUPPORTED_FORMAT', words.problems.UNSUPPORTED_FORMAT)
      const content = await this.#workers.describe(
        file,
        (done) => this.#list.setActivity(id, { type: 'reading', done }),
        signal,
      )
      await this.#checkContent(draft, content)
      this.#list.change(id, { content })
    },

    upload: async (draft: Draft, signal: AbortSignal): Promise<void> => {
      const { id, session, content } = draft
      const file = await this.#demandFile(draft)
      const rate = rateMeter(this.#workers.now)
      const onProgress = (done: number): void =>
        this.#list.setActivity(id, { type: 'uploading', done, bytesPerSecond: rate(done) })
      await this.#workers.upload(session!, file, content!, onProgress, signal)
      this.#list.change(id, { isUploaded: true })
    },

    analyse: async (draft: Draft, signal: AbortSignal): Promise<void> => {
      const { id, content } = draft
      this.#list.setActivity(id, { type: 'analysing' })
      const { result, peaks } = await this.#workers.analyse(content!.cid, signal)
      const latest = this.#list.find(id)
      if (latest) this.#list.change(id, { sound: result, peaks, form: fillIn(latest, result) })
    },
  }

  async #demandFile(draft: Draft): Promise<Blob> {
    if (draft.file.size === 0) throw new DraftProblemError('EMPTY', words.emptyFile)
    if (draft.file.size > MAX_FILE_BYTES) throw new DraftProblemError('TOO_LARGE', words.largeFile(MAX_FILE_BYTES))
    const file = await this.file(draft.id)
    if (!file) throw new DraftProblemError('NEEDS_FILE', words.needsFile(draft.file.name))
    return file
  }

  async #checkContent(draft: Draft, { cid }: ContentDescription): Promise<void> {
    if (draft.content && draft.content.cid !== cid) {
      this.#files.delete(draft.id)
      throw new DraftProblemError('NEEDS_FILE', words.otherFile(draft.file.name))
    }
    const same = this.#list.snapshot.drafts.find(({ id, content }) => id !== draft.id && content?.cid === cid)
    if (same && same.sample === undefined) throw new DraftProblemError('DUPLICATE', words.duplicate(same.file.name))
    const sample = same?.sample ?? (await this.#workers.findRegistered(cid))
    if (sample !== undefined) throw new DraftProblemError('REGISTERED', words.registered(sample), sample)
  }

  /** Once all files are read, so that one signature does for all of them. */
  async #order(): Promise<void> {
    if (!this.#canOrder || this.#isOrdering || !this.#lanes.read.isIdle) return
    const ready = this.#list.snapshot.drafts.filter((draft) => !draft.problem && nextStep(draft) === 'order')
    const drafts = ready.slice(0, ORDERED_AT_ONCE)
    if (drafts.length === 0) return
    this.#isOrdering = true
    for (const { id } of drafts) this.#list.setActivity(id, { type: 'signing' })
    try {
      const opened = await this.#workers.order(drafts.map(({ content }) => content!))
      for (const [at, { id }] of drafts.entries()) this.#noteOpened(id, opened[at])
    } catch (error) {
      for (const { id } of drafts) this.#fail(id, error)
    } finally {
      this.#isOrdering = false
      for (const { id } of drafts) this.#list.setActivity(id, undefined)
    }
    for (const { id } of drafts) void this.#go(id)
    await this.#order()
  }

  #noteOpened(id: string, opened: UploadSession | Error): void {
    if (opened instanceof Error) this.#fail(id, opened)
    else this.#list.change(id, { session: opened })
  }

  #fail(id: string, error: unknown): void {
    const problem = problemOf(error)
    const forgets = STALE_SESSION.includes(problem.code) ? { session: undefined } : {}
    this.#list.change(id, { problem, ...forgets })
  }
}

/** Throws `UNREADABLE`. */
async function readHead(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, AUDIO_HEAD_BYTES).arrayBuffer())
  } catch (cause) {
    throw new DraftProblemError('UNREADABLE', (cause as Error).message)
  }
}
