import { createSha256, type Hash, toHex } from '@echochain/codec'
import {
  type ChainClient,
  cidFromBytes,
  ContentError,
  downloadContent,
  registryStorage,
  type SampleId,
} from '@echochain/sdk'
import { licences as licencesWords } from '../text/licences.ts'
import { fetchResuming } from './fetchResuming.ts'
import { fileName } from './fileName.ts'
import type { SaveTarget } from './SaveTarget.ts'

export interface DownloadSampleOptions {
  readonly chain: ChainClient
  readonly gateways: readonly string[]
  readonly sample: SampleId
  readonly signal: AbortSignal
  readonly fetch?: typeof globalThis.fetch
  openTarget(name: string, size: number): Promise<SaveTarget>
  onProgress(bytes: number, size: number): void
  onWaiting(waiting: boolean): void
  /** Resolves after so many milliseconds; rejects when `signal` is aborted. */
  wait(ms: number): Promise<void>
}

/**
 * Saves the file of a sample. What the file must be is asked of the chain, not of the market: each block is checked
 * against the CID, and the whole against the SHA-256 of the plain file, before the person gets it. Throws
 * `ContentError`, `JsonRpcError`, or what `signal` was aborted with.
 */
export async function downloadSample(options: DownloadSampleOptions): Promise<{ name: string; plainHash: Hash }> {
  const { chain, sample, signal } = options
  const record = await chain.get(registryStorage.sample, sample)
  signal.throwIfAborted()
  if (!record) throw new Error(licencesWords.download.unknownSample(sample))
  const { metadata, content } = record
  const name = fileName(metadata.title, content.format)
  const size = Number(content.size)
  options.onProgress(0, size)
  const target = await options.openTarget(name, size)
  try {
    const found = await receive(options, target, cidFromBytes(content.contentCid), size)
    if (found !== content.plainHash)
      throw new ContentError('WRONG_HASH', licencesWords.download.wrongHash(found, content.plainHash))
    await target.finish()
  } catch (error) {
    await target.discard().catch(() => {}) // the reason it is given up is what matters
    throw error
  }
  return { name, plainHash: content.plainHash }
}

/** Writes the file to the target; its SHA-256. */
async function receive(
  { gateways, signal, fetch, onProgress, onWaiting, wait }: DownloadSampleOptions,
  target: SaveTarget,
  cid: Parameters<typeof downloadContent>[1],
  size: number,
): Promise<Hash> {
  const plainHash = createSha256()
  let bytes = 0
  await fetchResuming({
    download: (offset) => downloadContent(gateways, cid, { offset, expectedSize: size, signal, fetch }),
    async onPiece(piece) {
      signal.throwIfAborted()
      plainHash.update(piece)
      await target.write(piece)
      bytes += piece.length
      onProgress(bytes, size)
    },
    onWaiting,
    wait,
  })
  return toHex(plainHash.digest())
}
