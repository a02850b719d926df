import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@echochain/consensus'
import { Command } from 'commander'
import { nodeSettings } from '../config/nodeSettings.ts'
import { readSettings } from '../config/settings.ts'
import type { DemoStep } from '../demo/DemoReport.ts'
import { EchoNode } from '../EchoNode.ts'
import { MarketProcess } from '../localNetwork/MarketProcess.ts'
import type { NetworkUrls } from '../localNetwork/publishDemoSamples.ts'
import { createLogger } from '../logging/createLogger.ts'
import { CliError } from './CliError.ts'
import { createFailure } from './createFailure.ts'
import { describeDetail } from './describeDetail.ts'
import { jsonOption } from './keyCommand.ts'
import { unlessStopped, untilStopped } from './untilStopped.ts'
import { bold, dim, green, Output, table } from './Output.ts'

/** `echochain demo`: the main job on a network of its own, in a temporary folder. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('publish, find, buy and download a sample on a fresh network, checking every step')
    .argument('[file]', 'a WAV, FLAC, MP3, OGG or AIFF file; otherwise one of the project’s own samples')
    .addOption(jsonOption())
    .action(runDemo)
}

async function runDemo(path: string | undefined, { json }: { readonly json?: boolean }): Promise<void> {
  if (path !== undefined && !(await stat(path).catch(() => undefined))?.isFile())
    throw new CliError('NO_FILE', `There is no file ${path}`)
  const output = new Output(json === true)
  const began = performance.now()
  const steps: DemoStep[] = []
  const stopped = untilStopped()
  const failure = createFailure()
  const unlessEnded = <T>(work: Promise<T>): Promise<T> => unlessStopped(Promise.race([work, failure.promise]), stopped)
  await using resources = new AsyncDisposableStack()
  const urls = await startNetwork(resources, { unlessEnded, onFatal: failure.reject })
  output.step(`${bold('A network of its own runs')} ${dim(seconds((performance.now() - began) / 1000))}`)
  const { Demo } = await import('../demo/Demo.ts')
  const run = Demo.run(urls, path, (step) => {
    steps.push(step)
    printStep(step, steps.length, output)
  })
  await unlessEnded(run)
  const total = (performance.now() - began) / 1000
  output.result({ ok: true, seconds: total, steps }, ['', green(`Everything is right, in ${seconds(total)}.`)])
}

interface RunningParts {
  readonly unlessEnded: <T>(work: Promise<T>) => Promise<T>
  readonly onFatal: (error: Error) => void
}

/** A node and a market in a temporary folder, on free ports, until the resources are disposed of. */
async function startNetwork(
  resources: AsyncDisposableStack,
  { unlessEnded, onFatal }: RunningParts,
): Promise<NetworkUrls> {
  const dataDir = await mkdtemp(join(tmpdir(), 'echochain-demo-'))
  resources.defer(() => rm(dataDir, { recursive: true, force: true }))
  const logger = createLogger({ format: 'human', level: 'warn', name: 'demo' })
  const settings = readSettings(nodeSettings, { flags: { dataDir, rpcPort: '0' }, environment: {}, toml: {} })
  const node = await EchoNode.start(settings, { clock: systemClock, logger, onFatal })
  resources.defer(() => node.stop())
  const nodeUrl = `ws://127.0.0.1:${node.rpc.ports[0]}`
  const args = [
    '--node-url',
    nodeUrl,
    '--data-dir',
    dataDir,
    '--api-port',
    '0',
    '--gateway-port',
    '0',
    '--log-level',
    'warn',
  ]
  const market = new MarketProcess({ args, logger })
  resources.defer(() => market.stop())
  const { apiPort, gatewayPort } = await unlessEnded(market.start())
  return { node: nodeUrl, market: `http://127.0.0.1:${apiPort}`, gateway: `http://127.0.0.1:${gatewayPort}` }
}

const seconds = (value: number): string => `${value.toFixed(2)} s`

function printStep(
  { step, seconds: duration, transaction, block, details }: DemoStep,
  number: number,
  output: Output,
): void {
  output.step(`\n${bold(`${number}. ${step}`)} ${dim(seconds(duration))}`)
  const rows = [
    ...(transaction ? [['transaction', transaction] as const, ['block', String(block)] as const] : []),
    ...Object.entries(details).flatMap(([name, value]) => describeDetail(name, value)),
  ]
  for (const line of table(rows)) output.step(line)
}
