// Where the time of an import goes: the steps of one block of transfers, one after the other.
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { merkleRoot } from '@echochain/codec'
import { longestChain, openChain, RuntimeSource } from '@echochain/consensus'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import {
  BlockExecution,
  Context,
  decodeEvents,
  decodeExtrinsic,
  type Extrinsic,
  extrinsicHash,
  ImpliedAdditionals,
  Overlay,
  signaturePayload,
  systemStorage,
} from '@echochain/frame'
import { createRuntime, PRESETS, readClaims } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'
import type { BenchRow } from './BenchRow.ts'
import { decodeBlock } from './decodeBlock.ts'
import { median } from './median.ts'
import { TRANSFERS_PER_BLOCK, type TransferChain } from './transferChain.ts'

/** Blocks gone through for each run; the first ones warm up and are not counted. */
const WARM_BLOCKS = 4
const BLOCKS = 10

export interface ImportSteps {
  readonly rows: readonly BenchRow[]
  /** All cores together, with nothing else to do. */
  readonly signaturesPerSecond: number
}

/** What a step took in each block, in milliseconds: by the clock, and of the main thread's processor time. */
interface StepTimes {
  readonly clock: number[]
  readonly processor: number[]
}

/** Median milliseconds a block. `runs` chains from genesis. */
export async function benchImportSteps(source: TransferChain, folder: string, runs: number): Promise<ImportSteps> {
  const times = new Map<string, StepTimes>()
  for (let run = 0; run < runs; run++) await timeSteps(source, join(folder, 'steps'), times)
  const rows = [...times].map(([what, { clock, processor }]) => ({
    what: `step: ${what}`,
    value: median(clock),
    unit: 'ms/block',
    note: `${median(processor).toFixed(1)} ms of the main thread's processor time`,
  }))
  const signatures = median(times.get('signatures, all cores')!.clock)
  return { rows, signaturesPerSecond: (1000 * TRANSFERS_PER_BLOCK) / signatures }
}

async function timeSteps(source: TransferChain, folder: string, times: Map<string, StepTimes>): Promise<void> {
  cpSync(source.genesisFolder, folder, { recursive: true })
  const stateStore = await LmdbStore.open(join(folder, 'state'))
  const blockStore = await LmdbStore.open(join(folder, 'blocks'))
  const verifier = new WorkerSignatureVerifier()
  const runtime = createRuntime(PRESETS.bench)
  const { chain, blocks } = await openChain({
    stateStore,
    blockStore,
    genesis: source.genesis,
    runtimes: new RuntimeSource([runtime]),
    forkChoice: longestChain,
    finality: { finalizedBy: (tree) => tree.root },
  })
  let inherited
  for (const [at, bytes] of source.blocks.slice(0, BLOCKS).entries()) {
    const time = async <T>(what: string, step: () => T | Promise<T>): Promise<T> => {
      const start = performance.now()
      const processorStart = process.threadCpuUsage()
      const result = await step()
      const { user, system } = process.threadCpuUsage(processorStart)
      const all = times.get(what) ?? { clock: [], processor: [] }
      times.set(what, all)
      if (at < WARM_BLOCKS) return result
      all.clock.push(performance.now() - start)
      all.processor.push((user + system) / 1000)
      return result
    }
    const block = await time('decode the block', () => decodeBlock(bytes))
    const { header } = block
    await time('extrinsics root', () => merkleRoot(block.extrinsics))
    await time('hash the extrinsics', () => block.extrinsics.forEach((extrinsic) => extrinsicHash(extrinsic)))
    const extrinsics = await time('decode the extrinsics', () =>
      block.extrinsics.map((e) => decodeExtrinsic(runtime, e)),
    )
    const claims = readClaims(header.digest.logs)
    const parent = chain.state.base
    const environment = {
      number: header.number,
      parentHash: header.parentHash,
      slot: claims.claim.slot,
      author: claims.author,
      digest: header.digest.logs.slice(0, 3),
    }
    const execution = new BlockExecution(runtime, chain.state.view(parent), environment, inherited)
    const additionals = new ImpliedAdditionals(runtime, execution.ctx)
    const payloads = await time('payloads', () =>
      extrinsics.map(({ signed }: Extrinsic) => signed && signaturePayload(signed.ownPayload, additionals.of(signed))),
    )
    await time('signatures, all cores', async () => {
      const batch = verifier.begin()
      for (const [i, { signed }] of extrinsics.entries())
        if (signed) batch.add(signed.signature, payloads[i]!, signed.account)
      if (!(await batch.finish()).every(Boolean)) throw new Error('A signature of this benchmark was refused')
    })
    await time('execute, events included', () => extrinsics.forEach((extrinsic) => execution.apply(extrinsic)))
    const executed = await time('close the block and encode its changes', () => execution.finish())
    const events = execution.ctx.get(systemStorage.events)
    const decoded = decodeEvents(runtime, events)
    const empty = new Context(environment, new Overlay({ peek: () => undefined }))
    await time('of that the events', () => {
      for (const { event, values } of decoded) empty.emit(event, values)
    })
    const prepared = await time('state root', () => chain.state.prepare(parent, executed.changes))
    if (prepared.root !== header.stateRoot) throw new Error('The block comes to another state')
    const ref = { hash: `0x${header.number.toString(16).padStart(64, '0')}` as const, number: header.number }
    await time('add the layer', () => chain.state.add(prepared, ref))
    await time('persist the body, synced', () => blocks.put(ref.hash, block))
    await time('persist the state, synced, one block at a time, in its own thread', () => chain.state.moveBase(ref))
    inherited = executed.entries
  }
  await verifier.close()
  await stateStore.close()
  await blockStore.close()
  rmSync(folder, { recursive: true })
}
