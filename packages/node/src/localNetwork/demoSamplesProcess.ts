// Publishes the demo samples as a process of its own: making the sounds would hold up the node's blocks.
import { createLogger } from '../logging/createLogger.ts'
import { publishDemoSamples } from './publishDemoSamples.ts'
import type { DemoSamplesMessage } from './startDemoSamples.ts'

const tellParent = (message: DemoSamplesMessage): void => {
  process.send?.(message)
}

const [node, market, gateway] = process.argv.slice(2)
const logger = createLogger({ format: 'human', level: 'warn', name: 'demo samples' })
try {
  const published = await publishDemoSamples({ node, market, gateway }, logger)
  tellParent({ published })
} catch (error) {
  tellParent({ failure: (error as Error).message })
  process.exitCode = 1
}
process.disconnect?.()
