// From the start of the process to its first block: on an empty folder, on a chain that goes on, with a million accounts.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './BenchRow.ts'
import { createDataFolder } from './manyAccounts.ts'
import { median } from './median.ts'

const CLI = join(import.meta.dirname, '../packages/node/src/cli/main.ts')
const POLL_MS = 20
const RPC_PORT = 19_944
const ACCOUNTS = 1_000_000

/** Starts a node in `dataDir`, waits for a block it made itself, stops it; returns the seconds that took. */
async function secondsToFirstBlock(dataDir: string, port = RPC_PORT): Promise<number> {
  const started = performance.now()
  const args = [CLI, 'node', '--data-dir', dataDir, '--rpc-port', String(port), '--log-level', 'error']
  const node = spawn(process.execPath, args, { stdio: 'ignore' })
  try {
    const before = await bestBlock(port)
    while ((await bestBlock(port)) === before) await sleep(POLL_MS)
    return (performance.now() - started) / 1000
  } finally {
    const exited = new Promise((resolve) => node.once('exit', resolve))
    node.kill('SIGTERM')
    await exited
  }
}

/** The number of the best block, once the node answers. */
async function bestBlock(port: number): Promise<number> {
  for (;;) {
    try {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'echo_status', params: [] })
      const response = await fetch(`http://127.0.0.1:${port}`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json' },
      })
      const { result } = (await response.json()) as { result: { best: { number: number } } }
      return result.best.number
    } catch {
      await sleep(POLL_MS)
    }
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export async function benchStart({ runs }: { runs: number }): Promise<BenchRow[]> {
  const first: number[] = []
  const again: number[] = []
  for (let run = 0; run < runs; run++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'echochain-bench-start-'))
    first.push(await secondsToFirstBlock(dataDir))
    again.push(await secondsToFirstBlock(dataDir))
    await rm(dataDir, { recursive: true })
  }
  const large: number[] = []
  const dataDir = await mkdtemp(join(tmpdir(), 'echochain-bench-start-'))
  await createDataFolder(dataDir, [], ACCOUNTS)
  for (let run = 0; run < runs; run++) large.push(await secondsToFirstBlock(dataDir))
  await rm(dataDir, { recursive: true })
  return [
    { what: 'process start to first block, empty folder', value: median(first), unit: 's', note: 'slots of 1 s' },
    { what: 'process start to first block, chain going on', value: median(again), unit: 's', note: 'slots of 1 s' },
    { what: 'the same with 1,000,000 accounts', value: median(large), unit: 's', note: 'slots of 1 s' },
  ]
}
