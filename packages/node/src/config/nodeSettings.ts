import { DEV_NAMES, type DevName } from '@echochain/runtime'
import { ConfigError } from './ConfigError.ts'
import {
  firstOfTwoPorts,
  flag,
  hours,
  listOf,
  oneOf,
  optionalText,
  port,
  setting,
  type SettingKind,
  type Settings,
  type SettingValues,
  textKind,
} from './settings.ts'

const optionalPort: SettingKind<number | undefined> = port

const optionalSocketUrl: SettingKind<string | undefined> = {
  hint: 'a WebSocket address such as ws://127.0.0.1:30333',
  parse: (text) => (/^wss?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined),
}

const socketUrls: SettingKind<string> = {
  hint: 'WebSocket addresses such as wss://rpc.example.org, separated by commas',
  parse: (text) => (listOf(text).every((url) => optionalSocketUrl.parse(url) !== undefined) ? text : undefined),
}

const optionalWebUrl: SettingKind<string | undefined> = {
  hint: 'a web address such as https://files.example.org',
  parse: (text) => (/^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text.replace(/\/+$/, '') : undefined),
}

const optionalValidator: SettingKind<'none' | DevName | undefined> = oneOf('none', ...DEV_NAMES)

const logSettings = {
  logFormat: setting(oneOf('human', 'json'), 'human', 'How log lines look'),
  logLevel: setting(oneOf('debug', 'info', 'warn', 'error'), 'info', 'Least important log lines to show'),
}

const placeSettings = {
  dataDir: setting(textKind, 'data', 'Folder for everything that is kept, a folder in it for each network'),
  chain: setting(oneOf('dev', 'test'), 'dev', 'Network: its block time and sizes'),
}

/** Settings of `echochain node`. */
export const nodeSettings = {
  ...placeSettings,
  validator: setting(
    optionalValidator,
    undefined,
    'Development validator whose blocks this node makes (default: Alice; with --sync-from none)',
  ),
  rpcHost: setting(textKind, '127.0.0.1', 'Address the RPC server listens on'),
  rpcPort: setting(firstOfTwoPorts, 9944, 'Port for RPC, HTTP and WebSocket; the next one is used as well'),
  rpcAllowOrigins: setting(textKind, '', 'Web origins besides local ones that may use RPC, separated by commas'),
  rpcAllowHosts: setting(textKind, '', 'Host names besides local ones that RPC answers to, separated by commas'),
  peerHost: setting(textKind, '127.0.0.1', 'Address other nodes can connect to'),
  peerPort: setting(optionalPort, undefined, 'Port for other nodes (default: 30333, or the next one that is free)'),
  syncFrom: setting(optionalSocketUrl, undefined, 'Peer address of a node to follow, such as ws://127.0.0.1:30333'),
  archive: setting(flag, false, 'Keep the states of all blocks readable'),
  ...logSettings,
}

/**
 * The validator whose blocks a node makes, if any.
 * @throws ConfigError when it is to follow another node as well: it would make blocks that the others refuse.
 */
export function validatorOf({
  validator,
  syncFrom,
}: Pick<NodeSettings, 'validator' | 'syncFrom'>): DevName | undefined {
  if (syncFrom === undefined) return validator === 'none' ? undefined : (validator ?? 'Alice')
  if (validator === undefined || validator === 'none') return undefined
  throw new ConfigError(
    `A node that follows another one makes no blocks: leave out --validator ${validator}, or --sync-from`,
  )
}

export type NodeSettings = SettingValues<typeof nodeSettings>

/** What a market is told whether it runs by itself or with `echochain start`. */
export const servingSettings = {
  databaseUrl: setting(optionalText, undefined, 'PostgreSQL to use instead of the embedded database', 'DATABASE_URL'),
  apiPort: setting(port, 8080, 'Port for the app and the REST API'),
  gatewayPort: setting(port, 8081, 'Port for the files of samples'),
  appDir: setting(
    optionalText,
    undefined,
    'Folder of the built web app, empty for none (default: the one that is built here)',
  ),
  allowHost: setting(textKind, '', 'Host names besides local ones that the market answers to, separated by commas'),
  allowOrigin: setting(textKind, '', 'Web origins besides local ones that may ask, separated by commas'),
  publicRpcUrl: setting(
    socketUrls,
    '',
    'WebSocket addresses of nodes for the app, separated by commas (default: the node followed)',
  ),
  publicGatewayUrl: setting(
    optionalWebUrl,
    undefined,
    'Address of the files for the app (default: the gateway port under the name the app is opened by)',
  ),
  faucet: setting(flag, true, 'Give play money to accounts that ask, on development networks'),
  faucetKey: setting(
    optionalText,
    undefined,
    'Phrase, seed or //Name (sr25519) of the account the faucet gives from; better in the environment than as a flag',
  ),
  rebuild: setting(flag, false, 'Forget the index and read the chain anew'),
  uploadGraceHours: setting(hours, 24, 'How long an uploaded file is kept that no sample names'),
}

/** Settings of `echochain market`. */
export const marketSettings = {
  ...placeSettings,
  nodeUrl: setting(textKind, 'ws://127.0.0.1:9944', 'WebSocket address of the node to follow'),
  host: setting(textKind, '127.0.0.1', 'Address the market listens on'),
  ...servingSettings,
  ...logSettings,
}
export type MarketSettings = SettingValues<typeof marketSettings>

/** Settings of `echochain start`: a node and a market together. */
export const startSettings = {
  ...nodeSettings,
  ...servingSettings,
  demoSamples: setting(flag, true, 'Publish the demo samples on the first start'),
}
export type StartSettings = SettingValues<typeof startSettings>

/** Keys that a TOML file may have: one file can serve all commands, each takes what is its own. */
export const ALL_SETTINGS: Settings = { ...nodeSettings, ...marketSettings, ...startSettings }
