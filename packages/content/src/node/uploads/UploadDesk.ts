import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { type AccountId, type Hash, sha256, toHex, utf8 } from '@echochain/codec'
import type { Cid } from '../../cid/Cid.ts'
import type { ContentDescription } from '../../ContentDescription.ts'
import { ContentError } from '../../ContentError.ts'
import { uploadMessage, type UploadOrder } from '../../upload/UploadOrder.ts'
import type { BlobStore } from '../store/BlobStore.ts'
import { fileSource } from '../store/fileSource.ts'
import { accountName, type SignedOrder } from './parseUploadOrder.ts'
import { QuotaLedger } from './QuotaLedger.ts'
import { Upload } from './Upload.ts'
import { UploadFolder } from './UploadFolder.ts'
import { DEFAULT_UPLOAD_QUOTA, type UploadQuota } from './UploadQuota.ts'
import type { UploadRecord } from './UploadRecord.ts'
import { verifyMessage, type VerifyMessage, verifyOrderSignature } from './verifyOrderSignature.ts'

/** The furthest an order may reach into the future: so long its id has to be remembered. */
export const MAX_ORDER_MS = 60 * 60 * 1000
/** An upload not finished after this long is given up; longer than any order, so orders cannot be used twice. */
export const UPLOAD_LIFETIME_MS = 24 * 60 * 60 * 1000

export interface UploadDeskOptions {
  /** A directory of its own, on the disk that has room for unfinished uploads. */
  readonly path: string
  readonly store: BlobStore
  /** Orders for other chains are refused. */
  readonly genesisHash: Hash
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly quota?: Partial<UploadQuota>
  /** Which accounts may upload, such as those that hold something on the chain; all if it is not given. */
  readonly isAllowed?: (account: AccountId) => boolean | Promise<boolean>
  readonly verify?: VerifyMessage
}

/** What the holder of its token may know of an upload. */
export interface UploadState {
  readonly id: string
  readonly offset: number
  readonly size: number
  readonly expires: number
  readonly content?: ContentDescription
}

/**
 * Takes files from accounts: an order signed by the account opens an upload, whose token then allows bytes to be
 * appended, over as many connections as it takes. With the last byte the file is checked and goes to the store. Survives
 * a restart at any moment. Every refusal is a ContentError.
 */
export class UploadDesk {
  #options: UploadDeskOptions
  #folder: UploadFolder
  #ledger: QuotaLedger
  /** Bounded by `quota.ordersInAll`. */
  #uploads: Map<string, Upload>
  /** Files being deleted; `discard` is called for one after the other. */
  #discarding = new Map<Cid, Promise<void>>()
  readonly quota: UploadQuota

  private constructor(
    options: UploadDeskOptions,
    folder: UploadFolder,
    ledger: QuotaLedger,
    uploads: Map<string, Upload>,
  ) {
    this.#options = options
    this.#folder = folder
    this.#ledger = ledger
    this.#uploads = uploads
    this.quota = { ...DEFAULT_UPLOAD_QUOTA, ...options.quota }
  }

  static async open(options: UploadDeskOptions): Promise<UploadDesk> {
    const folder = await UploadFolder.open(join(options.path, 'open'))
    const ledger = await QuotaLedger.open(join(options.path, 'stored.jsonl'), options.now())
    const uploads = new Map<string, Upload>()
    for (const record of await folder.load())
      uploads.set(record.id, new Upload(record, await folder.offsetOf(record.id), folder.partPath(record.id)))
    return new UploadDesk(options, folder, ledger, uploads)
  }

  /** Opens an upload. The token is told here and never again. */
  async create({ order, account, signature }: SignedOrder): Promise<UploadState & { readonly token: string }> {
    await this.sweep()
    this.#checkOrder(order)
    const { verify = verifyMessage, isAllowed = () => true } = this.#options
    if (!verifyOrderSignature(verify, order, signature, account))
      throw new ContentError(
        'BAD_SIGNATURE',
        `The order is not signed by ${order.account}; sign this text:\n${uploadMessage(order)}`,
      )
    const name = accountName(account)
    if (!(await isAllowed(account)))
      throw new ContentError('NOT_ALLOWED', `${name} may not upload here; it needs an account on the chain first`)
    const id = idOf({ ...order, account: name })
    this.#checkRoom(id, name, order.size)
    const token = randomBytes(32).toString('base64url')
    const record: UploadRecord = {
      id,
      account: name,
      size: order.size,
      sha256: order.sha256,
      orderExpires: order.expires,
      uploadExpires: this.#options.now() + UPLOAD_LIFETIME_MS,
      tokenHash: hashToken(token),
    }
    const upload = new Upload(record, 0, this.#folder.partPath(id))
    this.#uploads.set(id, upload) // before the first wait: the same order again must find it
    try {
      await this.#folder.createPart(id) // bytes are acknowledged once they are synced: so must be where they are
      await this.#folder.save(record)
    } catch (error) {
      this.#uploads.delete(id)
      await this.#folder.removePart(id).catch(() => {}) // the disk is in trouble: the next start sweeps it
      throw error
    }
    return { ...stateOf(upload), token }
  }

  /** How far an upload has come. */
  async state(id: string, token: string): Promise<UploadState> {
    return stateOf(this.#find(id, token))
  }

  /**
   * Appends bytes at `offset`, which must be the upload's own. Another request that still appends is interrupted, as is
   * this one if the client comes back. With the last byte the file is checked and stored.
   */
  async append(id: string, token: string, offset: number, source: AsyncIterable<Uint8Array>): Promise<UploadState> {
    const upload = this.#find(id, token)
    return upload.exclusively(async (signal) => {
      this.#find(id, token) // it may have been cancelled while this waited
      if (upload.isOpen) {
        if (offset !== upload.offset)
          throw new ContentError(
            'WRONG_OFFSET',
            `The upload is at byte ${upload.offset}, not ${offset}; continue there`,
          )
        await upload.append(source, signal)
        if (upload.offset === upload.record.size) await this.#finish(upload)
      }
      return stateOf(upload)
    })
  }

  /** Gives an upload up. What was stored already stays. */
  async cancel(id: string, token: string): Promise<void> {
    const upload = this.#find(id, token)
    await upload.exclusively(async () => {
      if (upload.isOpen) await this.#settle(upload, { failure: 'NOT_FOUND' })
    })
  }

  /** Gives back the quota of all who uploaded a file; call it when the file is deleted or paid for otherwise. */
  async release(cid: Cid): Promise<void> {
    await this.#ledger.release(cid)
  }

  /** Files uploaded before a time and not since, those whose quota was given back left out. */
  storedBefore(time: number): Cid[] {
    return this.#ledger.storedBefore(time)
  }

  /**
   * Deletes a file that was uploaded before a time, and gives back the quota of all who did. False, and nothing is done,
   * if somebody has uploaded it since.
   */
  async discard(cid: Cid, before: number): Promise<boolean> {
    if (!this.#ledger.isStoredBefore(cid, before)) return false
    const done = this.#discard(cid, before)
    this.#discarding.set(cid, done)
    await done.finally(() => this.#discarding.delete(cid))
    return true
  }

  /** The quota last: a process that is killed in between goes on with it. */
  async #discard(cid: Cid, before: number): Promise<void> {
    await this.#options.store.delete(cid)
    await this.#ledger.release(cid, before)
  }

  /** Bytes an account has stored here or is uploading; all accounts together if none is given. */
  usedBytes(account?: string): number {
    let used = this.#ledger.used(account)
    for (const { record, isOpen } of this.#uploads.values())
      if (isOpen && (account === undefined || record.account === account)) used += record.size
    return used
  }

  /** Forgets uploads whose time is over. */
  async sweep(): Promise<void> {
    const now = this.#options.now()
    for (const upload of this.#uploads.values()) {
      const { id, uploadExpires, orderExpires } = upload.record
      if (now < (upload.isOpen ? uploadExpires : orderExpires)) continue
      await upload.exclusively(async () => {
        // It may be in the store already, and must count then: the process ended before it was noted.
        if (upload.isOpen && upload.offset === upload.record.size) await this.#finish(upload).catch(() => {})
        await this.#folder.remove(id)
        this.#uploads.delete(id)
      })
    }
  }

  #checkOrder({ genesisHash, expires, size }: UploadOrder): void {
    const now = this.#options.now()
    if (genesisHash !== this.#options.genesisHash)
      throw new ContentError(
        'WRONG_GENESIS',
        `The order is for the chain ${genesisHash}, this is ${this.#options.genesisHash}`,
      )
    if (expires <= now)
      throw new ContentError('EXPIRED', `The order ended at ${new Date(expires).toISOString()}; sign a new one`)
    if (expires > now + MAX_ORDER_MS) throw new ContentError('BAD_REQUEST', 'The order must end within an hour')
    if (size > this.quota.maxFileBytes)
      throw new ContentError('TOO_LARGE', `A file may have at most ${this.quota.maxFileBytes} bytes`)
  }

  #checkRoom(id: string, account: string, size: number): void {
    if (this.#uploads.has(id)) throw new ContentError('REPLAYED', 'This order was used before; sign a new one')
    const { bytesPerAccount, bytesInAll, filesInAll, ordersPerAccount, ordersInAll } = this.quota
    const own = [...this.#uploads.values()].filter(({ record }) => record.account === account).length
    if (own >= ordersPerAccount)
      throw new ContentError('QUOTA_EXCEEDED', `${account} has ${own} uploads already; finish them or wait an hour`)
    if (this.usedBytes(account) + size > bytesPerAccount)
      throw new ContentError(
        'QUOTA_EXCEEDED',
        `${account} may store ${bytesPerAccount} bytes here and has no room for ${size} more`,
      )
    const isFull = this.usedBytes() + size > bytesInAll || this.#ledger.count >= filesInAll
    if (isFull || this.#uploads.size >= ordersInAll)
      throw new ContentError('QUOTA_EXCEEDED', 'This server takes no more uploads now; try again later or elsewhere')
  }

  #find(id: string, token: string): Upload {
    const upload = this.#uploads.get(id)
    if (!upload) throw new ContentError('NOT_FOUND', 'There is no such upload; it may have been given up')
    if (!timingSafeEqual(utf8(hashToken(token)), utf8(upload.record.tokenHash)))
      throw new ContentError('NOT_ALLOWED', 'The token is not the one of this upload')
    const { outcome } = upload.record
    if (outcome && 'failure' in outcome)
      throw new ContentError(outcome.failure, 'The upload was refused or given up; sign a new order to try again')
    if (upload.isOpen && this.#options.now() >= upload.record.uploadExpires)
      throw new ContentError('EXPIRED', 'The upload was not finished in time; sign a new order to try again')
    return upload
  }

  async #finish(upload: Upload): Promise<void> {
    try {
      await this.#settle(upload, { content: await this.#store(upload.record) })
    } catch (error) {
      if (error instanceof ContentError && error.code === 'WRONG_HASH')
        await this.#settle(upload, { failure: error.code })
      throw error // anything else may pass: the client can append nothing once more to try again
    }
  }

  /** Puts an upload into the store, and counts it. */
  async #store({ id, account, size, sha256 }: UploadRecord): Promise<ContentDescription> {
    const { store, now } = this.#options
    for (;;) {
      const source = fileSource(this.#folder.partPath(id))
      const content = await store.put(source, { expectedPlainHash: sha256, maxBytes: size })
      await this.#ledger.add({ id, account, size, cid: content.cid, storedAt: now() })
      // The same file of an earlier upload may have been about to be deleted.
      await this.#discarding.get(content.cid)?.catch(() => {})
      if (await store.has(content.cid)) return content
    }
  }

  async #settle(upload: Upload, outcome: Exclude<UploadRecord['outcome'], undefined>): Promise<void> {
    const record = { ...upload.record, outcome }
    // Bytes of no use go first: on a full disk the record may need their room.
    if ('failure' in outcome) {
      await this.#folder.removePart(record.id)
      upload.offset = 0
    }
    await this.#folder.save(record)
    upload.record = record
    await this.#folder.removePart(record.id)
  }
}

/** The same for a second use of an order; of an order for several files each is used by itself. */
function idOf(order: UploadOrder): string {
  const file = order.files ? `\n${order.sha256} ${order.size}` : ''
  return toHex(sha256(utf8(uploadMessage(order) + file))).slice(2, 34)
}

const hashToken = (token: string): Hash => `0x${createHash('sha256').update(token).digest('hex')}`

function stateOf({ record, offset }: Upload): UploadState {
  const { id, size, uploadExpires, outcome } = record
  const content = outcome && 'content' in outcome ? outcome.content : undefined
  return { id, offset: content ? size : offset, size, expires: uploadExpires, ...(content ? { content } : {}) }
}
