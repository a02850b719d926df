// A process that follows a node into an embedded database and says so after each step, until it is killed.
import { systemClock } from '@echochain/consensus'
import { createRuntime, PRESETS } from '@echochain/runtime'
import { openDatabase } from '../database/openDatabase.ts'
import { Indexer } from '../indexer/Indexer.ts'
import { WebSocketChainSource } from '../indexer/node/WebSocketChainSource.ts'
import { silentLogger } from './silentLogger.ts'

const [nodeUrl, directory] = process.argv.slice(2)
const indexer = new Indexer({
  db: await openDatabase({ directory }),
  connect: () => WebSocketChainSource.connect(nodeUrl),
  runtimes: [createRuntime(PRESETS.dev)],
  clock: systemClock,
  logger: silentLogger,
})
indexer.onChange.subscribe(({ tip }) => process.stdout.write(`${tip.number}\n`))
await indexer.start()
