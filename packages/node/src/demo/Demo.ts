import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { basename, extname } from 'node:path'
import { ss58Encode } from '@echochain/codec'
import { cidFromBytes, downloadContent } from '@echochain/content'
import { keypairFromUri } from '@echochain/crypto'
import { type DemoSample, demoSamples } from '@echochain/market/demo'
import { devAccount, registryStorage } from '@echochain/runtime'
import {
  buyLicence,
  ChainClient,
  createOffer,
  findTerms,
  type Inclusion,
  MarketClient,
  parseEcho,
  proveLicence,
  registerSample,
  uploadSample,
  verifyLicenceProof,
} from '@echochain/sdk'
import { metadataOf, type NetworkUrls, offersOf } from '../localNetwork/publishDemoSamples.ts'
import { checkMoney } from './checkMoney.ts'
import { DemoError, type DemoStep, expectEqual } from './DemoReport.ts'

const PRICE = parseEcho('25')
const ROYALTY_BASIS_POINTS = 2_500
const UPSTREAM_BASIS_POINTS = 1_000
const SEARCH_TIMEOUT_MS = 30_000
const FINALITY_TIMEOUT_MS = 120_000

/** Dave made what Bob's sample is made from; Charlie shares Bob's royalties; Eve buys. */
const [bob, dave, eve] = ['//Bob', '//Dave', '//Eve'].map((uri) => keypairFromUri(uri, 'sr25519'))

const at = ({ hash, blockNumber }: Inclusion) => ({ transaction: hash, block: blockNumber })

/**
 * The main job from beginning to end on a running network: publish a file, find it, buy it, see the money divided, get
 * the file, prove the licence. Checks every step. Throws `DemoError`, or what the step throws.
 */
export class Demo {
  readonly #chain: ChainClient
  readonly #market: MarketClient
  readonly #gateway: string
  readonly #onStep: (step: DemoStep) => void
  #began = performance.now()

  private constructor(chain: ChainClient, urls: NetworkUrls, onStep: (step: DemoStep) => void) {
    this.#chain = chain
    this.#market = new MarketClient(urls.market)
    this.#gateway = urls.gateway
    this.#onStep = onStep
  }

  /** `path`: the file to publish; without it one of the project's own samples. */
  static async run(urls: NetworkUrls, path: string | undefined, onStep: (step: DemoStep) => void): Promise<void> {
    using chain = await ChainClient.connect(urls.node)
    const demo = new Demo(chain, urls, onStep)
    const [ownParent, ownFile] = demoSamples()
    const file = path === undefined ? new Blob([ownFile.render() as Uint8Array<ArrayBuffer>]) : await openAsBlob(path)
    const parent = await demo.#publishParent(ownParent)
    const title = path === undefined ? ownFile.title : basename(path, extname(path))
    const sample = await demo.#publish(file, title, parent)
    await demo.#find(title, sample)
    const licence = await demo.#buy(sample)
    await demo.#download(file, sample)
    await demo.#proveLicence(licence)
  }

  #report(step: string, details: Record<string, unknown>, place: Partial<DemoStep> = {}): void {
    const now = performance.now()
    this.#onStep({ step, seconds: (now - this.#began) / 1000, ...place, details })
    this.#began = now
  }

  async #publishParent(own: DemoSample): Promise<number> {
    const content = await uploadSample(
      this.#chain,
      this.#gateway,
      new Blob([own.render() as Uint8Array<ArrayBuffer>]),
      dave,
    )
    const { durationMs, format } = await this.#market.analyse(content.cid)
    const draft = { metadata: metadataOf(own), durationMs, format, offers: offersOf(own) }
    const { sample, inclusion } = await registerSample(this.#chain, content, draft, dave)
    this.#report(
      'Dave publishes the sample that the next one is made from',
      { sample, title: own.title },
      at(inclusion),
    )
    return sample
  }

  async #publish(file: Blob, title: string, parent: number): Promise<number> {
    const content = await uploadSample(this.#chain, this.#gateway, file, bob)
    this.#report('Bob uploads his file', {
      cid: content.cid,
      bytes: content.size,
      sha256: content.plainHash,
      segmentRoot: content.segmentRoot,
    })
    const { kind, bpm, key, durationMs, format, loudness } = await this.#market.analyse(content.cid)
    this.#report('The market listens to it', {
      format,
      durationMs,
      kind,
      bpm: bpm && bpm.value / 1_000,
      key: key?.value,
      loudness,
    })
    const draft = {
      metadata: { title, tags: ['demo'], kind, bpm: bpm?.value ?? 0, key: key?.value },
      durationMs,
      format,
      offers: [createOffer('Commercial', PRICE)],
      royalties: [{ account: devAccount('Charlie'), basisPoints: ROYALTY_BASIS_POINTS }],
      parents: [{ sample: parent, basisPoints: UPSTREAM_BASIS_POINTS }],
    }
    const { sample, inclusion } = await registerSample(this.#chain, content, draft, bob)
    this.#report(
      'Bob registers it: 25 ECHO, a quarter of the royalties to Charlie, a tenth upstream to Dave',
      { sample, fee: inclusion.fee, deposit: (await this.#chain.get(registryStorage.sample, sample))!.deposit },
      at(inclusion),
    )
    return sample
  }

  /** The index follows the chain with a delay, so it is asked again for a while. */
  async #find(title: string, sample: number): Promise<void> {
    const deadline = performance.now() + SEARCH_TIMEOUT_MS
    for (;;) {
      const { items } = await this.#market.samples({ q: title, tag: 'demo' })
      const found = items.find(({ id }) => id === sample)
      if (found)
        return this.#report('Eve finds it by its title', {
          title: found.title,
          owner: found.owner,
          price: found.minPrice,
        })
      if (performance.now() > deadline) throw new DemoError(`The market does not find sample ${sample} by "${title}"`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  async #buy(id: number): Promise<number> {
    const sample = (await this.#chain.get(registryStorage.sample, id))!
    const bought = await buyLicence(this.#chain, id, sample.offers[0], eve)
    this.#report(
      'Eve buys a licence',
      { purchase: bought.purchase, licence: bought.licence, price: bought.price, fee: bought.inclusion.fee },
      at(bought.inclusion),
    )
    const split = await checkMoney(this.#chain, sample, eve.account, bought)
    const shares = split.payments.map(({ to, amount, role }) => ({ to: ss58Encode(to), amount, role: role.type }))
    const { fee, burned, treasury, deliveryEscrow } = split
    this.#report('The money was divided as it must be, to the unit', {
      price: split.price,
      fee,
      burned,
      treasury,
      deliveryEscrow,
      shares,
    })
    return bought.licence
  }

  async #download(original: Blob, id: number): Promise<void> {
    const { content } = (await this.#chain.get(registryStorage.sample, id))!
    const hash = createHash('sha256')
    const pieces = downloadContent(this.#gateway, cidFromBytes(content.contentCid), {
      expectedPlainHash: content.plainHash,
      expectedSize: Number(content.size),
    })
    for await (const piece of pieces) hash.update(piece)
    const sha256 = `0x${hash.digest('hex')}`
    expectEqual('The SHA-256 of the download', sha256, content.plainHash)
    const mine = `0x${createHash('sha256')
      .update(await original.bytes())
      .digest('hex')}`
    expectEqual('The SHA-256 on chain', content.plainHash, mine)
    this.#report('Eve downloads the file, each block checked', { bytes: Number(content.size), sha256 })
  }

  async #proveLicence(id: number): Promise<void> {
    const proof = await this.#finalProof(id)
    const licence = verifyLicenceProof(proof)!
    expectEqual('The holder in the proof', licence.holder, eve.account)
    this.#report('Once final, anybody can check Eve’s licence without a server', {
      licence: id,
      holder: ss58Encode(licence.holder),
      sample: licence.sample,
      kind: licence.kind,
      terms: findTerms(licence.terms)?.title,
      termsHash: licence.terms,
      transferable: licence.transferable,
      issuedAt: licence.issuedAt,
      provenAtBlock: proof.block,
      proofBytes: proof.nodes.reduce((sum, node) => sum + node.length / 2 - 1, 0),
    })
  }

  /** Waits until the licence is final: only then its proof is worth something. */
  async #finalProof(id: number) {
    const deadline = performance.now() + FINALITY_TIMEOUT_MS
    while (performance.now() < deadline) {
      const proof = await proveLicence(this.#chain, id)
      if (verifyLicenceProof(proof)) return proof
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    throw new DemoError(`Licence ${id} has not become final`)
  }
}
