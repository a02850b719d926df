import type { Logger } from '@echochain/consensus'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { NetworkUrls } from './publishDemoSamples.ts'

const SCRIPT = fileURLToPath(new URL('./demoSamplesProcess.ts', import.meta.url))

/** Begins to publish the demo samples in the background. Returns a function that breaks it off. */
export function startDemoSamples({ node, market, gateway }: NetworkUrls, logger: Logger): () => void {
  const child = fork(SCRIPT, [node, market, gateway], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  child.on('message', (message: { published?: number; failure?: string }) => {
    if (message.failure)
      logger.warn(`Not all demo samples could be published: ${message.failure}. The next start goes on.`)
    else if (message.published) logger.info(`${message.published} demo samples are for sale`)
  })
  return () => child.kill('SIGTERM')
}
