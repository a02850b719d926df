import { ss58Encode, toHex } from '@echochain/codec'
import { MarketRequestError, openUploads, SAMPLE_STATUSES, type SoundAnalysis, uploadContent } from '@echochain/sdk'
import type { Network } from '../../../network/Network.ts'
import { publish as words } from '../../../text/publish.ts'
import type { Transactions } from '../../../transactions/Transactions.ts'
import type { WalletAccount } from '../../../wallet/Wallet.ts'
import { BrowserDraftStore } from './BrowserDraftStore.ts'
import { describeFile } from './describeFile.ts'
import type { DeskWorkers } from './DeskWorkers.ts'
import { PublishDesk } from './PublishDesk.ts'

/** Sent in one request: a picture of progress that moves, and little to send again. */
const PART_BYTES = 1024 * 1024
/** A market that is busy listening is asked again so often, unless it says when. */
const BUSY_WAIT_SECONDS = 5
const BUSY_TRIES = 12

/** Who signs orders; it changes while the desk goes on. */
export interface OrderSigner {
  readonly account: WalletAccount
  readonly signMessage: Transactions['signMessage']
}

export interface OpenDesk {
  readonly desk: PublishDesk
  setSigner(signer: OrderSigner | undefined): void
}

const desks = new WeakMap<Network, Promise<OpenDesk>>()

/**
 * One desk for each network the app is connected to, so that uploads go on while other pages are shown, and in one tab
 * at a time, since two would upload the same drafts. Throws `DeskTakenError`.
 */
export async function deskOf(network: Network): Promise<OpenDesk> {
  const known = desks.get(network)
  if (known) return known
  await takeDesk(network.info.genesisHash)
  const open = openDesk(network)
  desks.set(network, open)
  return open
}

/** The desk is open in another tab of this browser. */
export class DeskTakenError extends Error {
  readonly code = 'DESK_TAKEN'
}

/** Keeps the desk for as long as the page is there. Throws `DeskTakenError`. */
async function takeDesk(genesisHash: string): Promise<void> {
  if (!isSecureContext) return // browsers have no locks there
  return new Promise((resolve, reject) => {
    const taken = navigator.locks.request(`echochain-publish-${genesisHash}`, { ifAvailable: true }, (lock) => {
      if (!lock) throw new DeskTakenError(words.elsewhereBody)
      resolve()
      return new Promise(() => {})
    })
    taken.catch(reject)
  })
}

async function openDesk(network: Network): Promise<OpenDesk> {
  let signer: OrderSigner | undefined
  const store = await BrowserDraftStore.open(network.info.genesisHash)
  const desk = new PublishDesk(
    store,
    createWorkers(network, () => signer),
  )
  await desk.load()
  return {
    desk,
    setSigner(next) {
      signer = next
      desk.setCanOrder(next !== undefined)
    },
  }
}

function createWorkers({ info, market }: Network, signer: () => OrderSigner | undefined): DeskWorkers {
  const { gatewayUrl, genesisHash } = info
  const sign = async (message: string, bytes: Uint8Array, count: number) =>
    toHex(await demand(signer()).signMessage({ title: words.uploadTitle(count), message, bytes }))
  return {
    describe: describeFile,
    findRegistered: async (content) => (await market.samples({ content, status: SAMPLE_STATUSES })).items[0]?.id,
    order: async (contents) => {
      const account = ss58Encode(demand(signer()).account.account)
      return openUploads(gatewayUrl, contents, {
        account,
        genesisHash,
        sign: (message, bytes) => sign(message, bytes, contents.length),
      })
    },
    upload: async (resume, file, description, onProgress, signal) => {
      const none = () => {
        throw new Error('An upload that was opened needs no signature')
      }
      const common = { account: '', genesisHash, sign: none }
      await uploadContent(gatewayUrl, file, {
        ...common,
        resume,
        description,
        onProgress,
        signal,
        partBytes: PART_BYTES,
      })
    },
    analyse: (cid, signal) => whenNotBusy(() => market.requestAnalysis(cid, { signal }), signal),
    isStored: async (cid) => (await fetch(`${gatewayUrl}/ipfs/${cid}`, { method: 'HEAD' })).status !== 404,
    now: Date.now,
    newId: () => toHex(crypto.getRandomValues(new Uint8Array(16))), // randomUUID is there for secure origins only
  }
}

function demand(signer: OrderSigner | undefined): OrderSigner {
  if (!signer) throw new Error(words.waitsForAccount)
  return signer
}

/** A market listens to so many sounds at a time, and to so many a minute of one address. */
async function whenNotBusy(ask: () => Promise<SoundAnalysis>, signal: AbortSignal): Promise<SoundAnalysis> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      const isBusy = error instanceof MarketRequestError && (error.status === 429 || error.status === 503)
      if (!isBusy || tries >= BUSY_TRIES) throw error
      const seconds = error.retryAfterSeconds ?? BUSY_WAIT_SECONDS
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      signal.throwIfAborted()
    }
  }
}
