import type { SignatureScheme } from '@echochain/crypto'
import { Command, Option } from 'commander'
import { jsonOption, schemeOption } from './keyCommand.ts'
import { dryRunOption, waitOption } from './accountCommand.ts'
import { readNumber } from './readNumber.ts'
import { gatewayUrlOption, marketUrlOption, nodeUrlOption } from './remoteOptions.ts'
import { buySample } from './samples/buySample.ts'
import { downloadSample } from './samples/downloadSample.ts'
import { listSamples } from './samples/listSamples.ts'
import { publishFile } from './samples/publishFile.ts'
import { LICENCE_KINDS } from './samples/readOffers.ts'
import { showSample } from './samples/showSample.ts'

/** What the commands about samples are given beside their arguments. */
export interface SampleOptions {
  readonly node: string
  readonly market: string
  readonly gateway: string
  readonly json?: boolean
}

export interface SignedOptions extends SampleOptions {
  readonly secret: string
  readonly scheme: SignatureScheme
  readonly wait: 'inBlock' | 'finalized'
  readonly dryRun: boolean
}

const withSignature = (command: Command): Command =>
  command
    .requiredOption('--secret <secret>', 'phrase, seed or //Name of your account; "-" reads it from standard input')
    .addOption(schemeOption())
    .addOption(waitOption())
    .addOption(dryRunOption())

const withPlaces = (command: Command): Command =>
  command.addOption(nodeUrlOption()).addOption(marketUrlOption()).addOption(gatewayUrlOption()).addOption(jsonOption())

const repeatable = (value: string, before: readonly string[] = []): string[] => [...before, value]

/** `echochain sample`: publish, find, buy and download. */
export function sampleCommand(): Command {
  const command = new Command('sample').description('publish samples, find them, buy licences, download files')
  withPlaces(withSignature(command.command('publish')))
    .description('upload a WAV, FLAC, MP3, OGG or AIFF file and offer licences for it')
    .argument('<file>', 'the sound file')
    .option('--price <amount>', 'price of a commercial licence in ECHO; 0 to give it away')
    .option(
      '--offer <kind:price>',
      `a licence for sale, such as Personal:0 or Commercial:5; repeatable; kinds: ${LICENCE_KINDS.join(', ')}`,
      repeatable,
    )
    .option('--title <title>', 'title; otherwise that in the file, or its name')
    .option('--tag <tag>', 'a tag; may be given up to 16 times', repeatable)
    .addOption(
      new Option('--kind <kind>', 'otherwise what it sounds like').choices(['Loop', 'OneShot', 'Stem', 'Pack']),
    )
    .option('--bpm <number>', 'beats per minute, such as 120 or 87.5; 0 for none; otherwise what is heard')
    .option('--key <number>', '0–11 for C to B major, 12–23 for C to B minor, "none"; otherwise what is heard')
    .option('--royalty <address=percent>', 'a share for somebody else, such as 5Grw…=12.5; repeatable', repeatable)
    .option(
      '--parent <sample=percent>',
      'a sample this one is made from, and its part of each sale; repeatable',
      repeatable,
    )
    .action(publishFile)
  withPlaces(command.command('list'))
    .description('find samples')
    .argument('[words...]', 'words, or beginnings of words, in title, tags, kind, tempo and key')
    .addOption(new Option('--kind <kind>').choices(['Loop', 'OneShot', 'Stem', 'Pack']))
    .option('--tag <tag>', 'a tag')
    .option('--bpm-min <number>', 'slowest tempo', readNumber)
    .option('--bpm-max <number>', 'fastest tempo', readNumber)
    .option('--key <key>', 'such as "A minor" or 8A')
    .option('--price-max <amount>', 'highest price in ECHO')
    .addOption(
      new Option('--sort <order>')
        .choices(['newest', 'oldest', 'popular', 'priceAsc', 'priceDesc', 'bpmAsc', 'bpmDesc'])
        .default('newest'),
    )
    .option('--limit <number>', 'how many', readNumber, 20)
    .option('--cursor <cursor>', 'the next page, as the page before said')
    .action(listSamples)
  withPlaces(command.command('show'))
    .description('show everything about a sample')
    .argument('<sample>', 'its number')
    .action(showSample)
  withPlaces(withSignature(command.command('buy')))
    .description('buy a licence')
    .argument('<sample>', 'its number')
    .addOption(new Option('--licence <kind>', 'which of its offers').choices(LICENCE_KINDS).default('Commercial'))
    .requiredOption('--max-price <amount>', 'most you would pay, in ECHO')
    .option('--out <file>', 'download the file as well, to here')
    .option('--again', 'buy although the account holds such a licence already')
    .action(buySample)
  withPlaces(command.command('download'))
    .description('download the file of a sample, checked against the chain')
    .argument('<sample>', 'its number')
    .requiredOption('--out <file>', 'where to put it')
    .action(downloadSample)
  return command
}
