import { type AccountId, encode, sha256, toHex, u32, utf8 } from '@echochain/codec'
import { cidToBytes, createCid } from '@echochain/content'
import { addressOf, type CallDefinition, type Runtime, type RuntimeCall, runtimeCall } from '@echochain/frame'
import { computeOfferHash, type Offer, type Sample, type SampleStatus } from '@echochain/runtime'

export const ECHO = 10n ** 12n

export const offer = (price: bigint, kind: Offer['kind'] = 'Personal'): Offer => ({
  kind,
  terms: toHex(sha256(utf8(`${kind} terms`))),
  asset: { type: 'Native' },
  price: { type: 'Fixed', value: price },
  transferable: kind !== 'Exclusive',
})

export interface NewSample extends Partial<Pick<Sample, 'offers' | 'royalties' | 'parents'>> {
  readonly title: string
  /** Names the file: two samples cannot have the same. */
  readonly file: number | string
  readonly tags?: readonly string[]
  readonly kind?: Sample['metadata']['kind']
  readonly bpm?: number
  readonly key?: number
  readonly content?: Partial<Sample['content']>
}

/** The calls of the market, by name, for a runtime. */
export function marketCalls(runtime: Runtime) {
  const callsOf = (module: string): Record<string, CallDefinition> =>
    runtime.modules.find(({ name }) => name === module)!.calls as Record<string, CallDefinition>
  const registry = callsOf('SampleRegistry')
  const sudo = callsOf('Sudo')
  return {
    register: (sample: NewSample): RuntimeCall => {
      const hash = toHex(sha256(typeof sample.file === 'number' ? encode(u32, sample.file) : utf8(sample.file)))
      return runtimeCall(registry.registerSample, {
        metadata: {
          title: sample.title,
          tags: sample.tags ?? [],
          kind: sample.kind ?? 'Loop',
          bpm: sample.bpm ?? 0,
          key: sample.key,
        },
        content: {
          durationMs: 2_000,
          format: 'wav',
          size: 1_000n,
          contentCid: fileCid(sample.file),
          previewCid: undefined,
          plainHash: hash,
          keyCommitment: undefined,
          plainRoot: hash,
          storageRoot: hash,
          fingerprintHash: undefined,
          ...sample.content,
        },
        offers: sample.offers ?? [offer(ECHO)],
        royalties: sample.royalties ?? [],
        parents: sample.parents ?? [],
      })
    },
    rename: (sample: number, title: string, tags: readonly string[] = []): RuntimeCall =>
      runtimeCall(registry.updateMetadata, {
        sample,
        metadata: { title, tags, kind: 'Loop', bpm: 0, key: undefined },
      }),
    setOffers: (sample: number, offers: readonly Offer[]): RuntimeCall =>
      runtimeCall(registry.setOffers, { sample, offers }),
    buy: (sample: number, wanted: Offer): RuntimeCall =>
      runtimeCall(registry.buyLicence, {
        sample,
        offerHash: computeOfferHash(wanted),
        maxPrice: wanted.price.value,
        deliveryKey: undefined,
      }),
    handOver: (sample: number, to: AccountId): RuntimeCall =>
      runtimeCall(registry.transferOwnership, { sample, to: addressOf(to) }),
    accept: (sample: number): RuntimeCall => runtimeCall(registry.acceptOwnership, { sample, deliveryKey: undefined }),
    passOn: (licence: number, to: AccountId): RuntimeCall =>
      runtimeCall(registry.transferLicence, { licence, to: addressOf(to) }),
    report: (sample: number, details: string): RuntimeCall =>
      runtimeCall(registry.report, { sample, reason: 'Copyright', details }),
    judge: (sample: number, status: SampleStatus): RuntimeCall =>
      runtimeCall(sudo.sudo, { call: runtimeCall(registry.setStatus, { sample, status }) }),
    setCode: (marker: string): RuntimeCall =>
      runtimeCall(sudo.sudo, { call: runtimeCall(callsOf('System').setCode, { code: utf8(marker) }) }),
    transfer: (to: AccountId, value: bigint): RuntimeCall =>
      runtimeCall(callsOf('Balances').transferKeepAlive, { dest: addressOf(to), value }),
    batch: (...calls: readonly RuntimeCall[]): RuntimeCall => runtimeCall(callsOf('Utility').batch, { calls }),
    remark: (text: string): RuntimeCall => runtimeCall(callsOf('System').remark, { remark: utf8(text) }),
  }
}

export type MarketCalls = ReturnType<typeof marketCalls>

/** The CID of an imaginary file. */
const fileCid = (file: number | string): Uint8Array =>
  cidToBytes(createCid('raw', sha256(typeof file === 'number' ? encode(u32, file) : utf8(file))))
