import { ss58Encode } from '@echochain/codec'
import type { LicenceKind, Sample } from '@echochain/runtime'
import { buyLicence, ChainClient, formatEcho, parseEcho } from '@echochain/sdk'
import { summaryOf } from '../accountCommand.ts'
import { CliError } from '../CliError.ts'
import { readKeypair } from '../keyCommand.ts'
import { bold, Output } from '../Output.ts'
import type { SignedOptions } from '../sampleCommand.ts'
import { showProgress } from '../showProgress.ts'
import { confirmSecondLicence } from './confirmSecondLicence.ts'
import { expectNoFile, readSample, saveFile } from './downloadSample.ts'
import { readSampleId } from './readSampleId.ts'

interface BuyOptions extends SignedOptions {
  readonly licence: LicenceKind
  readonly maxPrice: string
  readonly out?: string
  readonly again?: boolean
}

/** Buys a licence for a sample, and downloads its file if asked to. */
export async function buySample(id: string, options: BuyOptions): Promise<void> {
  const output = new Output(options.json === true)
  const maxPrice = parseEcho(options.maxPrice)
  const keypair = await readKeypair(options.secret, options.scheme)
  using chain = await ChainClient.connect(options.node)
  const sample = await readSample(chain, readSampleId(id))
  const offer = sample.offers.find(({ kind }) => kind === options.licence)
  if (!offer) {
    const kinds = sample.offers.map(({ kind }) => kind).join(', ')
    throw new CliError(
      'NO_OFFER',
      `Sample ${id} has no ${options.licence} licence for sale; it offers: ${kinds || 'none'}`,
    )
  }
  if (offer.price.value > maxPrice)
    throw new CliError(
      'TOO_DEAR',
      `The licence costs ${formatEcho(offer.price.value)}, more than --max-price ${formatEcho(maxPrice)}`,
    )
  if (options.out) await expectNoFile(options.out)
  const asked = { holder: ss58Encode(keypair.account), sample: readSampleId(id), kind: options.licence }
  if (!options.again) await confirmSecondLicence(options.market, asked, output)
  const bought = await buyLicence(chain, readSampleId(id), offer, keypair, {
    until: options.wait,
    dryRun: options.dryRun,
    onProgress: showProgress(output),
  })
  const what = `licence ${bought.licence} for ${bold(sample.metadata.title)}`
  output.step(`Bought ${what}: ${formatEcho(bought.price)}, fee ${formatEcho(bought.inclusion.fee)}.`)
  if (options.out) await saveBought(sample, id, options.out, options.gateway, output)
  const value = {
    licence: bought.licence,
    purchase: bought.purchase,
    price: bought.price,
    holder: ss58Encode(keypair.account),
    file: options.out,
    ...summaryOf(bought.inclusion),
  }
  const next = options.out ? `Saved ${options.out}.` : `Get the file with: sample download ${id} --out FILE`
  output.result(value, [next, 'In this version the file is stored in the clear: whoever knows its CID can fetch it.'])
}

/** The licence is bought: a download that fails must not look as if it were not. */
async function saveBought(sample: Sample, id: string, path: string, gateway: string, output: Output): Promise<void> {
  try {
    await saveFile(sample, gateway, path, output)
  } catch (error) {
    const again = `The licence is yours; get the file with: sample download ${id} --out FILE`
    throw new CliError('DOWNLOAD_FAILED', `The download failed: ${(error as Error).message}. ${again}`)
  }
}
