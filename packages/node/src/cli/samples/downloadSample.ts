import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { cidFromBytes, downloadContent } from '@echochain/content'
import { registryStorage, type Sample } from '@echochain/runtime'
import { ChainClient } from '@echochain/sdk'
import { CliError } from '../CliError.ts'
import { Output } from '../Output.ts'
import { ProgressBar } from '../ProgressBar.ts'
import type { SampleOptions } from '../sampleCommand.ts'
import { readSampleId } from './readSampleId.ts'

/** Downloads the file of a sample: every block checked against the CID on chain, the whole against its SHA-256. */
export async function downloadSample(id: string, options: SampleOptions & { readonly out: string }): Promise<void> {
  const output = new Output(options.json === true)
  await expectNoFile(options.out)
  using chain = await ChainClient.connect(options.node)
  const sample = await readSample(chain, readSampleId(id))
  await saveFile(sample, options.gateway, options.out, output)
  const { plainHash, size } = sample.content
  output.result({ file: options.out, plainHash, size }, [
    `Saved ${options.out}: ${size} bytes, SHA-256 as registered on chain.`,
  ])
}

/** The record of a sample at the best block. Throws `CliError` `UNKNOWN_SAMPLE`. */
export async function readSample(chain: ChainClient, id: number): Promise<Sample> {
  const sample = await chain.get(registryStorage.sample, id)
  if (!sample) throw new CliError('UNKNOWN_SAMPLE', `There is no sample ${id} on this chain`)
  return sample
}

/** Nothing that is there is overwritten, and the folder must exist: told before anything is paid for. */
export async function expectNoFile(path: string): Promise<void> {
  if (await stat(path).catch(() => undefined))
    throw new CliError('FILE_EXISTS', `There is something at ${path} already`)
  const folder = await stat(dirname(resolve(path))).catch(() => undefined)
  if (!folder?.isDirectory()) throw new CliError('NO_FOLDER', `There is no folder ${dirname(resolve(path))}`)
}

/** The file appears under its name only when all of it is there and right. */
export async function saveFile({ content }: Sample, gateway: string, path: string, output: Output): Promise<void> {
  const bar = new ProgressBar('downloading', output)
  const pieces = downloadContent(gateway, cidFromBytes(content.contentCid), {
    expectedPlainHash: content.plainHash,
    expectedSize: Number(content.size),
    onProgress: bar.update,
  })
  const part = `${path}.part`
  try {
    await pipeline(Readable.from(pieces), createWriteStream(part))
    await rename(part, path)
  } finally {
    bar.stop()
    await rm(part, { force: true })
  }
}
