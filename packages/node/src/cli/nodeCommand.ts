import { systemClock } from '@echochain/consensus'
import { Command } from 'commander'
import { nodeSettings } from '../config/nodeSettings.ts'
import { EchoNode } from '../EchoNode.ts'
import { createLogger } from '../logging/createLogger.ts'
import { createFailure } from './createFailure.ts'
import { LiveLine } from './LiveLine.ts'
import { settingsOf, withSettings } from './settingOptions.ts'
import { untilStopped } from './untilStopped.ts'

/** `echochain node`: one node, until it is stopped. */
export function nodeCommand(): Command {
  const command = new Command('node').description('run a node: chain, block production, RPC')
  return withSettings(command, nodeSettings).action(async () => {
    const settings = settingsOf(command, nodeSettings)
    const logger = createLogger({ format: settings.logFormat, level: settings.logLevel, name: 'node' })
    const failure = createFailure()
    const node = await EchoNode.start(settings, { clock: systemClock, logger, onFatal: failure.reject })
    logger.info(`RPC at ws://${settings.rpcHost}:${node.rpc.ports[0]}`)
    const line = new LiveLine(() => node.status, logger)
    try {
      await Promise.race([untilStopped(), failure.promise])
    } finally {
      line.stop()
      logger.info('Stopping')
      await node.stop()
    }
  })
}
