// What memory a node takes whose state has a million accounts, under a steady load that comes over WebSocket.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Hash, toHex } from '@echochain/codec'
import { addressOf, IMMORTAL, runtimeCall, signExtrinsic } from '@echochain/frame'
import { balances, createRuntime, PRESETS } from '@echochain/runtime'
import { WebSocket } from 'ws'
import type { BenchRow } from './BenchRow.ts'
import { accountOf, createDataFolder, keyOf } from './manyAccounts.ts'
import type { MemorySample } from './memoryNode.ts'

const ACCOUNTS = 1_000_000
/** Of the accounts, those that pay; each pays once in so many transactions. */
const PAYERS = 50_000
const PER_SECOND = 1_000
const BATCH_MS = 50
/** What may be on its way unanswered, before the load waits for the node. */
const MOST_UNANSWERED = 800
const SAMPLES = 30
const RPC_PORT = 19_954

/** One run of `minutes`; of the samples, taken at equal distances, the last, the largest and how they went on. */
export async function benchMemory({ minutes }: { minutes: number }): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'echochain-bench-memory-'))
  const payers = Array.from({ length: PAYERS }, (_, i) => keyOf(i))
  await createDataFolder(folder, payers, ACCOUNTS - PAYERS)
  const node = fork(new URL('./memoryNode.ts', import.meta.url), [folder, String(RPC_PORT)])
  try {
    const [{ genesisHash }] = (await once(node, 'message')) as [{ genesisHash: Hash }]
    const load = await PaymentLoad.open(genesisHash)
    const samples: MemorySample[] = []
    for (let i = 1; i <= SAMPLES; i++) {
      await load.run((minutes * 60_000) / SAMPLES)
      samples.push(await ask(node))
      console.error(describe(i * (minutes / SAMPLES), samples.at(-1)!, load.accepted))
    }
    load.close()
    return rowsOf(samples, load.accepted / (minutes * 60), minutes)
  } finally {
    node.send('stop')
    await once(node, 'exit')
    await rm(folder, { recursive: true })
  }
}

async function ask(node: ChildProcess): Promise<MemorySample> {
  node.send('sample')
  return ((await once(node, 'message')) as [MemorySample])[0]
}

function describe(minute: number, { rssAnon, heap, buffers, rest, block, layers }: MemorySample, sent: number): string {
  const [all, ...parts] = [rssAnon, heap, buffers, rest].map((mib) => mib.toFixed(0))
  const split = `heap ${parts[0]}, buffers ${parts[1]}, all else ${parts[2]}`
  return `${minute.toFixed(1)} min: RssAnon ${all} MiB (${split}); block ${block}, ${layers} layers, ${sent} sent`
}

function rowsOf(samples: readonly MemorySample[], rate: number, minutes: number): BenchRow[] {
  const note = `one run, ${ACCOUNTS.toLocaleString('en')} accounts, ${minutes} minutes at ${Math.round(rate)} tx/s`
  const row = (what: string, value: number): BenchRow => ({ what, value, unit: 'MiB', note })
  const last = samples.at(-1)!
  const half = samples[samples.length >> 1]
  return [
    row('RssAnon, at the end', last.rssAnon),
    row('RssAnon, largest', Math.max(...samples.map(({ rssAnon }) => rssAnon))),
    row('RssAnon, growth over the second half', last.rssAnon - half.rssAnon),
    row('heap of the main thread, at the end', last.heap),
    row('buffers of the main thread, at the end', last.buffers),
    row('all else (threads, changed pages of LMDB, code), at the end', last.rest),
  ]
}

/** Payments at a steady rate, each payer in turn, to accounts drawn among all. */
class PaymentLoad {
  readonly #genesisHash: Hash
  readonly #socket: WebSocket
  readonly #runtime = createRuntime(PRESETS.dev)
  #next = 0
  #sent = 0
  #random = 1
  accepted = 0
  #refusal: string | undefined

  static async open(genesisHash: Hash): Promise<PaymentLoad> {
    const socket = new WebSocket(`ws://127.0.0.1:${RPC_PORT}`)
    await once(socket, 'open')
    return new PaymentLoad(genesisHash, socket)
  }

  private constructor(genesisHash: Hash, socket: WebSocket) {
    this.#genesisHash = genesisHash
    this.#socket = socket
    socket.on('message', (data) => {
      this.accepted++
      if (String(data).includes('"error"')) this.#refusal = String(data)
    })
  }

  async run(milliseconds: number): Promise<void> {
    const start = performance.now()
    const before = this.#sent
    for (let elapsed = 0; elapsed < milliseconds; elapsed = performance.now() - start) {
      const due = Math.floor((elapsed / 1000) * PER_SECOND) - (this.#sent - before)
      const room = MOST_UNANSWERED - (this.#sent - this.accepted)
      for (let i = Math.min(due, room); i > 0; i--) this.#send()
      if (this.#refusal !== undefined) throw new Error(`The node refused a payment: ${this.#refusal}`)
      await sleep(BATCH_MS)
    }
  }

  #send(): void {
    const payer = this.#next % PAYERS
    const nonce = Math.floor(this.#next++ / PAYERS)
    this.#random = (Math.imul(this.#random, 1_103_515_245) + 12_345) >>> 0
    const dest = addressOf(accountOf(Math.floor((this.#random / 2 ** 32) * (ACCOUNTS - PAYERS))))
    const { specVersion, transactionVersion } = this.#runtime.version
    const call = runtimeCall(balances.calls.transferKeepAlive, { dest, value: 10n ** 9n })
    const extrinsic = signExtrinsic(this.#runtime, call, keyOf(payer), {
      CheckSpecVersion: { additional: specVersion },
      CheckTxVersion: { additional: transactionVersion },
      CheckGenesis: { additional: this.#genesisHash },
      CheckMortality: { extra: IMMORTAL, additional: this.#genesisHash },
      CheckNonce: { extra: nonce },
      ChargeTransactionPayment: { extra: 0n },
      CheckMetadataHash: { extra: 'Disabled' },
    })
    const params = JSON.stringify([toHex(extrinsic)])
    this.#socket.send(`{"jsonrpc":"2.0","id":${this.#sent++},"method":"author_submitExtrinsic","params":${params}}`)
  }

  close(): void {
    this.#socket.close()
  }
}
