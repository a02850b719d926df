import { systemClock } from '@echochain/consensus'
import { PRESETS } from '@echochain/runtime'
import { Command } from 'commander'
import { existsSync } from 'node:fs'
import { servingSettings, startSettings, type StartSettings, validatorOf } from '../config/nodeSettings.ts'
import { flagOf, variableOf } from '../config/settings.ts'
import { chainFolder } from '../dataFolders.ts'
import { EchoNode } from '../EchoNode.ts'
import { MarketProcess } from '../localNetwork/MarketProcess.ts'
import { buildApp } from '../localNetwork/builtApp.ts'
import { startDemoSamples } from '../localNetwork/startDemoSamples.ts'
import { createLogger } from '../logging/createLogger.ts'
import { createFailure } from './createFailure.ts'
import { expectFreePorts } from './expectFreePorts.ts'
import { LiveLine } from './LiveLine.ts'
import { bold, dim, table } from './Output.ts'
import { settingsOf, withSettings } from './settingOptions.ts'
import { unlessStopped, untilStopped } from './untilStopped.ts'

/** The market of a local network listens on loopback; `echochain market` listens wherever it is told. */
const MARKET_HOST = '127.0.0.1'

/** `echochain start`: a local network with its market, until Ctrl-C. */
export function startCommand(): Command {
  const command = new Command('start').description('run a local network with market and demo samples, until Ctrl-C')
  return withSettings(command, startSettings).action(async () => {
    const settings = settingsOf(command, startSettings)
    const logger = createLogger({ format: settings.logFormat, level: settings.logLevel, name: 'echochain' })
    const failure = createFailure()
    const stopped = untilStopped()
    const unlessEnded = <T>(work: Promise<T>): Promise<T> =>
      unlessStopped(Promise.race([work, failure.promise]), stopped)
    await using resources = new AsyncDisposableStack()
    await expectPortsOfNewNetwork(settings)
    const building = settings.appDir === undefined ? buildApp() : Promise.resolve(settings.appDir)
    building.catch(() => {}) // awaited once the node runs
    const node = await EchoNode.start(forApp(settings), { clock: systemClock, logger, onFatal: failure.reject })
    resources.defer(() => node.stop())
    const nodeUrl = `ws://${reachable(settings.rpcHost)}:${node.rpc.ports[0]}`
    const appDir = (await unlessEnded(building)) ?? ''
    const market = new MarketProcess({
      args: marketArgs({ ...settings, appDir }, nodeUrl),
      rebuild: settings.rebuild,
      environment: marketSecrets(settings),
      logger,
    })
    resources.defer(() => market.stop())
    const { apiPort, gatewayPort } = await unlessEnded(market.start())
    showAddresses({ ...settings, appDir }, { nodeUrl, apiPort, gatewayPort })
    const line = new LiveLine(() => node.status, logger)
    resources.defer(() => {
      line.stop()
      process.stdout.write(`${dim('Stopping; "npm start" goes on with this chain.')}\n`)
    })
    const urls = { node: nodeUrl, market: `http://127.0.0.1:${apiPort}`, gateway: `http://127.0.0.1:${gatewayPort}` }
    if (settings.demoSamples) resources.defer(startDemoSamples(urls, logger))
    await Promise.race([stopped, failure.promise])
  })
}

/** A port that is taken must not leave a chain behind that has begun for nothing. */
async function expectPortsOfNewNetwork(settings: StartSettings): Promise<void> {
  if (existsSync(chainFolder(settings))) return
  const { rpcHost, rpcPort, apiPort, gatewayPort } = settings
  const rpcPorts = rpcPort === 0 ? [] : [rpcPort, rpcPort + 1]
  await expectFreePorts([
    ...rpcPorts.map((port) => ({ host: rpcHost, port, flag: '--rpc-port' })),
    { host: MARKET_HOST, port: apiPort, flag: '--api-port' },
    { host: MARKET_HOST, port: gatewayPort, flag: '--gateway-port' },
  ])
}

/** Whoever may use the app needs the node as well. */
const forApp = (settings: StartSettings): StartSettings => ({
  ...settings,
  rpcAllowHosts: [settings.rpcAllowHosts, settings.allowHost].join(','),
  rpcAllowOrigins: [settings.rpcAllowOrigins, settings.allowOrigin].join(','),
})

/** What no list of processes may show. */
const SECRETS = ['databaseUrl', 'faucetKey'] as const
/** `MarketProcess` says `rebuild` itself: it is for the first start only. */
const NOT_AS_FLAGS: readonly string[] = [...SECRETS, 'rebuild']

const marketSecrets = (settings: StartSettings): Record<string, string> =>
  Object.fromEntries(SECRETS.flatMap((name) => (settings[name] ? [[variableOf(name), settings[name]]] : [])))

function marketArgs(settings: StartSettings, nodeUrl: string): string[] {
  const serving = Object.keys(servingSettings).filter((name) => !NOT_AS_FLAGS.includes(name))
  const given = {
    ...Object.fromEntries(serving.map((name) => [name, settings[name as keyof typeof servingSettings]])),
    nodeUrl,
    dataDir: settings.dataDir,
    chain: settings.chain,
    host: MARKET_HOST,
    logFormat: settings.logFormat,
    logLevel: settings.logLevel === 'info' ? 'warn' : settings.logLevel,
  }
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [flagOf(name), String(value)]))
}

interface Addresses {
  readonly nodeUrl: string
  readonly apiPort: number
  readonly gatewayPort: number
}

/** Where this machine reaches a server that listens on `host`. */
const reachable = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)

function showAddresses(settings: StartSettings, { nodeUrl, apiPort, gatewayPort }: Addresses): void {
  const { dataDir, chain, appDir } = settings
  const lines = [
    '',
    bold('EchoChain is running.'),
    ...table([
      ['app', appDir === '' ? 'not served' : bold(`http://127.0.0.1:${apiPort}`)],
      ['API', `http://127.0.0.1:${apiPort}/api/docs`],
      ['files', `http://127.0.0.1:${gatewayPort}/ipfs/…`],
      ['RPC', `${nodeUrl}  (HTTP and WebSocket; for polkadot.js, polkadot-api, dedot)`],
      [
        'network',
        `${chain}, a block every ${PRESETS[chain].slotMs / 1_000} s, validator ${validatorOf(settings) ?? 'none'}`,
      ],
      ['data', dataDir],
    ]),
    '',
    dim('In this version files of paid samples are stored in the clear: whoever knows a file’s CID can fetch it.'),
    dim('Development accounts have public keys. Stop with Ctrl-C.'),
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
