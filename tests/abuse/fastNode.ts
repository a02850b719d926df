// A node whose time runs faster, so that most moments in which it can be killed are moments in which it writes.
// Arguments: data folder, RPC port, origin of the clock in milliseconds, factor.
import { nodeSettings } from '../../packages/node/src/config/nodeSettings.ts'
import { readSettings } from '../../packages/node/src/config/settings.ts'
import { EchoNode } from '../../packages/node/src/EchoNode.ts'
import { createLogger } from '../../packages/node/src/logging/createLogger.ts'
import { scaledClock } from './ScaledClock.ts'

const [dataDir, rpcPort, originMs, factor] = process.argv.slice(2)
const settings = readSettings(nodeSettings, {
  flags: { dataDir, rpcPort, peerPort: '0', logFormat: 'json' },
  environment: {},
  toml: {},
})
const node = await EchoNode.start(settings, {
  clock: scaledClock(Number(originMs), Number(factor)),
  logger: createLogger({ format: 'json', level: 'warn', name: 'node' }),
  onFatal: (error) => {
    throw error
  },
})
process.stdout.write(`READY ${node.rpc.ports[0]}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void node.stop())
