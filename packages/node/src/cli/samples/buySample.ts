import { ss58Encode } from '@echochain/codec'
import type { LicenceKind } from '@echochain/runtime'
import { buyLicence, ChainClient, formatEcho, parseEcho } from '@echochain/sdk'
import { summaryOf } from '../accountCommand.ts'
import { CliError } from '../CliError.ts'
import { readKeypair } from '../keyCommand.ts'
import { bold, Output } from '../Output.ts'
import type { SignedOptions } from '../sampleCommand.ts'
import { showProgress } from '../showProgress.ts'
import { readSample, saveFile } from './downloadSample.ts'
import { readSampleId } from './publishFile.ts'

interface BuyOptions extends SignedOptions {
  readonly licence: LicenceKind
  readonly maxPrice: string
  readonly out?: string
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
  const bought = await buyLicence(chain, readSampleId(id), offer, keypair, {
    until: options.wait,
    onProgress: showProgress(output),
  })
  if (options.out) await saveFile(sample, options.gateway, options.out, output)
  const value = {
    licence: bought.licence,
    purchase: bought.purchase,
    price: bought.price,
    holder: ss58Encode(keypair.account),
    file: options.out,
    ...summaryOf(bought.inclusion),
  }
  output.result(value, [
    `Bought licence ${bold(String(bought.licence))} for ${bold(sample.metadata.title)}: ${formatEcho(bought.price)}, fee ${formatEcho(bought.inclusion.fee)}.`,
    ...(options.out ? [`Saved ${options.out}.`] : [`Get the file with: sample download ${id} --out FILE`]),
  ])
}
