import type { Logger } from '@echochain/consensus'
import { forkProcess } from './forkProcess.ts'
import type { NetworkUrls } from './publishDemoSamples.ts'

const SCRIPT = new URL('./demoSamplesProcess.ts', import.meta.url)

/** What the process that publishes the demo samples has to say. */
export type DemoSamplesMessage = { readonly published: number } | { readonly failure: string }

/**
 * Begins to publish the demo samples in the background. Returns a function that breaks it off. `script` is another one in
 * tests.
 */
export function startDemoSamples(
  { node, market, gateway }: NetworkUrls,
  logger: Logger,
  script: URL = SCRIPT,
): () => void {
  let settled = false
  const warn = (reason: string): void =>
    logger.warn(`Not all demo samples could be published: ${reason}. The next start goes on.`)
  const child = forkProcess<DemoSamplesMessage>(script, [node, market, gateway], {
    onMessage: (message) => {
      settled = true
      if ('failure' in message) warn(message.failure)
      else if (message.published > 0) logger.info(`${message.published} demo samples are for sale`)
    },
    onEnd: (reason) => {
      if (!settled) warn(`the process that does it ended (${reason})`)
    },
  })
  return () => {
    settled = true
    child?.kill('SIGTERM')
  }
}
