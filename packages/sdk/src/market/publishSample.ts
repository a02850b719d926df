import { encode, ss58Encode, toHex } from '@echochain/codec'
import { cidToBytes, type ContentDescription, uploadContent, type UploadContentOptions } from '@echochain/content'
import { type Keypair, MultiSignature } from '@echochain/crypto'
import { runtimeCall, type RuntimeCall } from '@echochain/frame'
import {
  type LicenceKind,
  type Offer,
  type Parent,
  registryEvents,
  type RoyaltyShare,
  type SampleId,
  type SampleMetadata,
  sampleRegistry,
} from '@echochain/runtime'
import type { ChainClient, SubmitOptions } from '../chain/ChainClient.ts'
import type { Inclusion } from '../chain/TransactionProgress.ts'
import { SdkError } from '../SdkError.ts'
import { type MessageSigner, type Signer, toMessageSigner } from '../signing/Signer.ts'
import { LICENCE_TERMS, termsHash } from './licenceTerms.ts'

/** A licence for sale under one of the project's own texts, for a price in the smallest unit. */
export const createOffer = (kind: LicenceKind, price: bigint, { transferable = true } = {}): Offer => ({
  kind,
  terms: termsHash(LICENCE_TERMS[kind]),
  asset: { type: 'Native', value: undefined },
  price: { type: 'Fixed', value: price },
  transferable,
})

/** What is said of a sample when it is published. */
export interface SampleDraft {
  readonly metadata: SampleMetadata
  readonly durationMs: number
  /** Such as "wav". */
  readonly format: string
  readonly offers: readonly Offer[]
  readonly royalties?: readonly RoyaltyShare[]
  readonly parents?: readonly Parent[]
}

/** Uploads a file to a market's gateway, ordered and signed by the account. Throws `ContentError`. */
export function uploadSample(
  { genesisHash }: Pick<ChainClient, 'genesisHash'>,
  gateway: string,
  file: Blob,
  by: Keypair | MessageSigner,
  options: Pick<UploadContentOptions, 'onProgress' | 'onSession' | 'resume' | 'signal' | 'now'> = {},
): Promise<ContentDescription> {
  const signer = toMessageSigner(by)
  return uploadContent(gateway, file, {
    ...options,
    account: ss58Encode(signer.account),
    genesisHash,
    sign: async (_message, bytes) => toHex(encode(MultiSignature, await signer.signMessage(bytes))),
  })
}

/** The call that registers an uploaded file, stored in the clear, as a sample. */
export const registerCall = (content: ContentDescription, draft: SampleDraft): RuntimeCall =>
  runtimeCall(sampleRegistry.calls.registerSample, {
    metadata: draft.metadata,
    content: {
      durationMs: draft.durationMs,
      format: draft.format,
      size: BigInt(content.size),
      contentCid: cidToBytes(content.cid),
      previewCid: undefined,
      plainHash: content.plainHash,
      keyCommitment: undefined,
      plainRoot: content.segmentRoot,
      storageRoot: content.segmentRoot,
      fingerprintHash: undefined,
    },
    offers: draft.offers,
    royalties: draft.royalties ?? [],
    parents: draft.parents ?? [],
  })

/** Registers an uploaded file as a sample. Throws as `ChainClient.submit` does. */
export async function registerSample(
  chain: ChainClient,
  content: ContentDescription,
  draft: SampleDraft,
  signer: Keypair | Signer,
  options?: SubmitOptions,
): Promise<{ sample: SampleId; inclusion: Inclusion }> {
  const inclusion = await chain.submit(registerCall(content, draft), signer, options)
  const registered = inclusion.events.find(({ event }) => event === registryEvents.SampleRegistered)
  if (!registered) throw new SdkError('TRANSACTION_FAILED', 'The transaction succeeded but registered no sample')
  return { sample: registered.values.sample, inclusion }
}
