import { createRequire } from 'node:module'
import { SPEC_VERSION } from '@echochain/runtime'

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

/** What this program is: its release, the runtime it has, and the Node it runs on. */
export const versions = {
  echochain: version,
  spec: SPEC_VERSION,
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
}
