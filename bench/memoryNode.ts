// The node of bench/memory.ts, in a process of its own. Tells what memory it takes when asked.
import { readFileSync } from 'node:fs'
import { systemClock } from '@echochain/consensus'
import { EchoNode } from '../packages/node/src/EchoNode.ts'
import { nodeSettings } from '../packages/node/src/config/nodeSettings.ts'
import { readSettings } from '../packages/node/src/config/settings.ts'

/** What a node holds in memory, in MiB, and how far it has come. */
export interface MemorySample {
  /** Memory that is not a file's: the database, which is mapped, does not count. */
  readonly rssAnon: number
  /** Of it the heap of the main thread. */
  readonly heap: number
  /** And its buffers, those of trie nodes among them. */
  readonly buffers: number
  /** And all else: other threads, LMDB's changed pages, code, what the allocator keeps. */
  readonly rest: number
  readonly block: number
  readonly layers: number
}

const MIB = 2 ** 20

const quiet = { debug: () => {}, info: () => {}, warn: console.warn, error: console.error }
const [dataDir, rpcPort] = process.argv.slice(2)
const flags = { dataDir, rpcPort, peerPort: '0' }
const settings = readSettings(nodeSettings, { flags, environment: {}, toml: {} })
const node = await EchoNode.start(settings, { clock: systemClock, logger: quiet, onFatal: fail })

function fail(error: Error): never {
  throw error
}

function sample(): MemorySample {
  const status = readFileSync('/proc/self/status', 'latin1')
  const rssAnon = Number(/RssAnon:\s+(\d+) kB/.exec(status)![1]) / 1024
  const { heapTotal, external } = process.memoryUsage()
  const [heap, buffers] = [heapTotal / MIB, external / MIB]
  const { layers } = node.chain.state.stats()
  return { rssAnon, heap, buffers, rest: rssAnon - heap - buffers, block: node.chain.best.number, layers }
}

process.on('message', async (question) => {
  if (question === 'sample') return process.send!(sample())
  await node.stop()
  process.disconnect()
})
process.send!({ genesisHash: node.chain.genesisHash })
