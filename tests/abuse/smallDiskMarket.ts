// A market on a disk of its own, the directory given as argument, which is filled up by something else while the market
// indexes, and emptied again. Prints what happened as JSON.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@echochain/consensus'
import { MarketService } from '@echochain/market'
import { ChainClient } from '@echochain/sdk'
import { silentLogger } from '../../packages/market/src/testing/silentLogger.ts'
import { compareMarket, untilIndexed } from './compareMarket.ts'
import { FakeTimeNode } from './FakeTimeNode.ts'
import { trade } from './tradingChain.ts'

const [disk] = process.argv.slice(2)
const nodeFolder = mkdtempSync(join(tmpdir(), 'echochain-disk-node-'))
const node = await FakeTimeNode.start(nodeFolder)
const nodeUrl = `ws://127.0.0.1:${node.node.rpc.ports[0]}`
const market = await MarketService.start({
  nodeUrl,
  dataDir: join(disk, 'market'),
  apiPort: 0,
  gatewayPort: 0,
  clock: systemClock,
  logger: silentLogger,
})
const url = `http://127.0.0.1:${market.apiPort}`
await trade(node, 3)
await untilIndexed(url, 2)

execFileSync('sync')
const { bavail, bsize } = statfsSync(disk)
writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize - 64 * 1024))
while (market.status.problem === undefined) await trade(node, 40)
const { problem } = market.status
const answersWhileFull = (await fetch(`${url}/api/samples`)).ok

rmSync(join(disk, 'filler'))
await trade(node, 1)
await untilIndexed(url, node.node.chain.best.number)
using chain = await ChainClient.connect(nodeUrl)
const { purchases } = await compareMarket(url, chain)
await market.stop()
await node.stop()
rmSync(nodeFolder, { recursive: true })
process.stdout.write(JSON.stringify({ problem, answersWhileFull, purchases }))
