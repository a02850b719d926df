// How many transactions a node takes over WebSocket and includes, durable on disk, clients in another thread.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { blake2b256, encode, toHex, u32 } from '@echochain/codec'
import {
  BlockImporter,
  BlockProducer,
  FakeClock,
  longestChain,
  openChain,
  RuntimeSource,
  slotStartMs,
  TransactionPool,
  twoEpochsBack,
} from '@echochain/consensus'
import { createKeypair, type Keypair } from '@echochain/crypto'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import { addressOf, IMMORTAL, runtimeCall, signExtrinsic } from '@echochain/frame'
import { rpcMethod, RpcServer } from '@echochain/rpc'
import { balances, createRuntime, devGenesis, devValidatorKey, PRESETS } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'
import { z } from 'zod'
import type { BenchRow } from './BenchRow.ts'
import { median } from './median.ts'

const CONNECTIONS = 8
/** One a sender, so that no transaction has to wait for another. */
const TRANSACTIONS = 10_000
const GENESIS_MS = 1_700_000_000_000
const BALANCE = 10n ** 15n
const VALUE = 10n ** 9n

/** Answers without doing anything: what the protocol, the sockets and the clients cost by themselves. */
const nothing = rpcMethod({
  name: 'bench_nothing',
  summary: 'Answers.',
  params: { extrinsic: z.string() },
  result: z.null(),
  run: () => null,
})

/** Medians of `runs` runs after one to warm up. Throws when a transaction is refused or not included. */
export async function benchRpc({ runs }: { runs: number }): Promise<BenchRow[]> {
  await using resources = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'echo-bench-rpc-'))
  resources.defer(() => rm(folder, { recursive: true }))
  const senders = Array.from({ length: TRANSACTIONS }, (_, i) => createKeypair('ed25519', blake2b256(encode(u32, i))))
  const node = await startNode(folder, senders, resources)
  const clients = await startClients(node.url, resources)
  const seconds: number[] = []
  const ceiling: number[] = []
  for (let run = 0; run <= runs; run++) {
    const transactions = signTransfers(node, senders, run)
    const included = await measure(() =>
      Promise.all([clients.send('author_submitExtrinsic', transactions), node.includeAll(TRANSACTIONS)]),
    )
    const answered = await measure(() => clients.send('bench_nothing', transactions))
    if (run === 0) continue
    seconds.push(included)
    ceiling.push(answered)
  }
  const perSecond = (times: readonly number[]) => TRANSACTIONS / median(times)
  return [
    {
      what: `submit over WebSocket until included, ${CONNECTIONS} connections`,
      value: perSecond(seconds),
      unit: 'tx/s',
      limit: perSecond(ceiling),
      note: 'ed25519, blocks synced to LMDB; limit: requests of the same size answered with nothing',
    },
  ]
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1_000
}

async function startNode(folder: string, senders: readonly Keypair[], resources: AsyncDisposableStack) {
  const preset = PRESETS.bench
  const clock = new FakeClock(GENESIS_MS)
  const stateStore = await LmdbStore.open(join(folder, 'state'))
  const blockStore = await LmdbStore.open(join(folder, 'blocks'))
  resources.defer(() => blockStore.close())
  const { chain, blocks, keeper } = await openChain({
    stateStore,
    blockStore,
    genesis: {
      ...devGenesis(BigInt(GENESIS_MS), preset),
      balances: senders.map(({ account }) => [account, BALANCE] as const),
    },
    runtimes: new RuntimeSource([createRuntime(preset)]),
    forkChoice: longestChain,
    finality: twoEpochsBack(preset.slotsPerEpoch),
  })
  resources.defer(() => chain.state.close())
  const verifier = new WorkerSignatureVerifier()
  resources.defer(() => verifier.close())
  const pool = new TransactionPool({ chain, verifier, clock })
  resources.defer(() => pool.close())
  const importer = new BlockImporter({ chain, blocks, keeper, clock, verifier, verified: pool })
  resources.defer(() => importer.close())
  const key = devValidatorKey('Alice')
  const producer = new BlockProducer({ chain, importer, keeper, transactions: pool, key, clock })
  const rpc = await startServer({ chain, pool, clock }, resources)

  /** Makes blocks, one after the other, until they have included so many transactions. */
  async function includeAll(count: number): Promise<void> {
    for (let included = 0; included < count;) {
      await setImmediate()
      if (pool.size.transactions === 0) continue
      const slot = chain.best.slot + 1n
      clock.advanceTo(slotStartMs(slot, chain.parameters))
      const block = await producer.propose(slot)
      included += chain.block(block!.hash)!.extrinsics.length - 1
    }
  }
  return { chain, url: `ws://127.0.0.1:${rpc.ports[0]}`, includeAll }
}

async function startServer(
  parts: Pick<Parameters<typeof RpcServer.start>[0]['node'], 'chain' | 'pool' | 'clock'>,
  resources: AsyncDisposableStack,
): Promise<RpcServer> {
  const rpc = await RpcServer.start({
    ports: [0],
    extraMethods: [nothing],
    node: {
      ...parts,
      logger: console,
      identity: { chainName: 'Bench', chainType: 'Local', nodeName: 'Bench', nodeVersion: '0' },
      network: () => ({ peers: 0, isSyncing: false, shouldHavePeers: false }),
    },
  })
  resources.defer(() => rpc.close())
  return rpc
}

/** Every sender's transfer with nonce `nonce` to a recipient of its own, as RPC takes it. */
function signTransfers({ chain }: { chain: RpcChain }, senders: readonly Keypair[], nonce: number): string[] {
  const runtime = chain.runtimeAt(chain.best.hash)
  const { specVersion, transactionVersion } = runtime.version
  return senders.map((sender, at) => {
    const dest = addressOf(senders[(at + 1 + nonce) % senders.length].account)
    const call = runtimeCall(balances.calls.transferKeepAlive, { dest, value: VALUE })
    const extrinsic = signExtrinsic(runtime, call, sender, {
      CheckSpecVersion: { additional: specVersion },
      CheckTxVersion: { additional: transactionVersion },
      CheckGenesis: { additional: chain.genesisHash },
      CheckMortality: { extra: IMMORTAL, additional: chain.genesisHash },
      CheckNonce: { extra: nonce },
      ChargeTransactionPayment: { extra: 0n },
      CheckMetadataHash: { extra: 'Disabled' },
    })
    return toHex(extrinsic)
  })
}

type RpcChain = Awaited<ReturnType<typeof openChain>>['chain']

async function startClients(url: string, resources: AsyncDisposableStack) {
  const worker = new Worker(new URL('./rpcClients.ts', import.meta.url), {
    workerData: { url, connections: CONNECTIONS },
  })
  resources.defer(async () => void (await worker.terminate()))
  const next = async () => (await once(worker, 'message'))[0]
  await next()
  return {
    async send(method: string, params: readonly string[]): Promise<void> {
      const done = next()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      worker.postMessage({ method, params })
      const { failure } = await done
      if (failure) throw new Error(`The node refused a request: ${failure}`)
    },
  }
}
