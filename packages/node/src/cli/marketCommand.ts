import { systemClock } from '@echochain/consensus'
import { type Keypair, keypairFromUri } from '@echochain/crypto'
import { PRESETS } from '@echochain/runtime'
import { Command } from 'commander'
import { marketSettings, type MarketSettings } from '../config/nodeSettings.ts'
import { listOf } from '../config/settings.ts'
import { marketFolder } from '../dataFolders.ts'
import { BUILT_APP } from '../localNetwork/builtApp.ts'
import type { MarketMessage } from '../localNetwork/MarketProcess.ts'
import { createLogger } from '../logging/createLogger.ts'
import { settingsOf, withSettings } from './settingOptions.ts'
import { StoppedError, unlessStopped, untilStopped } from './untilStopped.ts'

const tellParent = (message: MarketMessage): void => {
  process.send?.(message)
}

/**
 * On development networks this account is rich from the beginning, and nobody else uses it: wallets offer the sr25519
 * accounts of these names.
 */
const DEV_FAUCET = ['//Ferdie', 'ed25519'] as const

function faucetKeyOf({ faucet, faucetKey, chain }: MarketSettings): Keypair | undefined {
  if (!faucet || !PRESETS[chain].development) return undefined
  return faucetKey === undefined ? keypairFromUri(...DEV_FAUCET) : keypairFromUri(faucetKey, 'sr25519')
}

/** `echochain market`: index, REST API and files, until it is stopped. */
export function marketCommand(): Command {
  const command = new Command('market').description('run a market: search, REST API and the files of samples')
  return withSettings(command, marketSettings).action(async () => {
    const settings = settingsOf(command, marketSettings)
    const logger = createLogger({ format: settings.logFormat, level: settings.logLevel, name: 'market' })
    const stopped = untilStopped()
    try {
      // Loaded here, because the other commands need nothing of it and start faster without.
      const { MarketService } = await import('@echochain/market')
      const starting = MarketService.start({
        nodeUrl: settings.nodeUrl,
        dataDir: marketFolder(settings),
        databaseUrl: settings.databaseUrl,
        host: settings.host,
        apiPort: settings.apiPort,
        gatewayPort: settings.gatewayPort,
        appDir: (settings.appDir ?? BUILT_APP) || undefined,
        publicRpcUrls: listOf(settings.publicRpcUrl),
        publicGatewayUrl: settings.publicGatewayUrl,
        faucetKey: faucetKeyOf(settings),
        allowedHosts: listOf(settings.allowHost),
        allowedOrigins: listOf(settings.allowOrigin),
        rebuild: settings.rebuild,
        uploadGraceMs: settings.uploadGraceHours * 60 * 60 * 1000,
        clock: systemClock,
        logger,
      })
      const market = await unlessStopped(starting, stopped)
      tellParent({ type: 'ready', apiPort: market.apiPort, gatewayPort: market.gatewayPort })
      logger.info(
        `Market at http://${settings.host}:${market.apiPort}, files at http://${settings.host}:${market.gatewayPort}`,
      )
      await stopped
      await market.stop()
    } catch (error) {
      // It may still wait for a node that is gone; what it has written is safe from being ended here.
      if (error instanceof StoppedError) process.exit(0)
      const { message, code } = error as Error & { code?: string }
      tellParent({ type: 'failed', message, code })
      if (!process.connected) throw error // else the parent tells
      process.exitCode = 1
    }
    if (process.connected) process.disconnect?.()
  })
}
