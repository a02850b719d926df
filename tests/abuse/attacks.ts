import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type AccountId, type Hash, toHex } from '@echochain/codec'
import { type Keypair, keypairFromUri } from '@echochain/crypto'
import {
  addressOf,
  IMMORTAL,
  type Runtime,
  type RuntimeCall,
  runtimeCall,
  signExtrinsic,
  storageKey,
  systemStorage,
} from '@echochain/frame'
import { balances, createRuntime, devAccount, PRESETS } from '@echochain/runtime'
import { WebSocket } from 'ws'
import { marketCalls } from '../../packages/market/src/testing/marketCalls.ts'

/** What came of an attack, as counts. */
export type Tally = Record<string, number>

/** Requests of a connection that wait for their answers: fewer than a node allows. */
const WINDOW = 500
/** A block's worth of transfers at most, in calls of one batch. */
const BATCH_CALLS = 500

const runtime: Runtime = createRuntime(PRESETS.dev)
const calls = marketCalls(runtime)

/** A connection that keeps nothing of what it hears but what it asked for. */
class RawRpc {
  readonly socket: WebSocket
  readonly #waiting = new Map<number, (answer: any) => void>()
  #ids = 0

  static async connect(port: number): Promise<RawRpc> {
    const rpc = new RawRpc(new WebSocket(`ws://127.0.0.1:${port}`))
    await once(rpc.socket, 'open')
    return rpc
  }

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => {
      const answer = JSON.parse(String(data))
      this.#waiting.get(answer.id)?.(answer)
      this.#waiting.delete(answer.id)
    })
  }

  async request(method: string, params: readonly unknown[] = []): Promise<{ result?: any; error?: { code: number } }> {
    const id = ++this.#ids
    const { promise, resolve } = Promise.withResolvers<any>()
    this.#waiting.set(id, resolve)
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return promise
  }
}

const count = (tally: Tally, what: string): void => void (tally[what] = (tally[what] ?? 0) + 1)

/** `connections` that read what they are told, each with five subscriptions. */
async function subscribers(port: number, connections: number): Promise<Tally> {
  const tally: Tally = {}
  const events = toHex(storageKey(systemStorage.events))
  const kinds: readonly (readonly [string, readonly unknown[]])[] = [
    ['chain_subscribeNewHeads', []],
    ['chain_subscribeAllHeads', []],
    ['chain_subscribeFinalizedHeads', []],
    ['state_subscribeStorage', [[events]]],
    ['state_subscribeRuntimeVersion', []],
  ]
  for (let at = 0; at < connections; at++) {
    const rpc = await RawRpc.connect(port)
    count(tally, 'connections')
    for (const [method, params] of kinds)
      count(tally, (await rpc.request(method, params)).error ? 'refused' : 'subscriptions')
  }
  return tally
}

/** Connections that ask for much and never read. */
async function slowReaders(port: number, connections: number): Promise<Tally> {
  const tally: Tally = {}
  for (let at = 0; at < connections; at++) {
    const { socket } = await RawRpc.connect(port)
    socket.pause()
    count(tally, 'connections')
    socket.on('error', () => {})
    for (let id = 1; id <= 1_000; id++)
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'state_getMetadata', params: [] }))
    for (let id = 1; id <= 20; id++)
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'chain_subscribeNewHeads', params: [] }))
  }
  return tally
}

/** Batches of the largest answers, batches that are too long, messages that are too long or too deep: `rounds` times. */
async function giants(port: number, rounds: number): Promise<Tally> {
  const tally: Tally = {}
  const request = (id: number, method: string, params: unknown = []) => ({ jsonrpc: '2.0', id, method, params })
  const batch = (length: number) => JSON.stringify(Array.from({ length }, (_, id) => request(id, 'state_getMetadata')))
  const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  const messages: readonly (readonly [string, string])[] = [
    ['a batch of 100', batch(100)],
    ['a batch of 5,000', batch(5_000)],
    ['6 MB', 'x'.repeat(6 * 2 ** 20)],
    ['arrays 2,000,000 deep', deep(2_000_000)],
    ['parameters 100,000 deep', JSON.stringify(request(1, 'system_chain')).replace('[]', deep(100_000))],
  ]
  for (let round = 0; round < rounds; round++)
    for (const [what, message] of messages) {
      const { socket } = await RawRpc.connect(port)
      socket.send(message)
      const [data] = await Promise.race([once(socket, 'message'), once(socket, 'close')])
      count(tally, `${what}: ${typeof data === 'number' ? 'closed' : describeAnswer(String(data))}`)
      socket.terminate()
    }
  return tally
}

function describeAnswer(text: string): string {
  const answer = JSON.parse(text)
  const [first] = Array.isArray(answer) ? answer : [answer]
  return first.error ? String(first.error.code) : 'answered'
}

interface Payment {
  readonly from: Keypair
  readonly to: AccountId
  readonly nonce: number
  readonly tip?: bigint
}

const sign = (genesisHash: Hash, call: RuntimeCall, { from, nonce, tip = 0n }: Omit<Payment, 'to'>): string =>
  toHex(
    signExtrinsic(runtime, call, from, {
      CheckSpecVersion: { additional: runtime.version.specVersion },
      CheckTxVersion: { additional: runtime.version.transactionVersion },
      CheckGenesis: { additional: genesisHash },
      CheckMortality: { extra: IMMORTAL, additional: genesisHash },
      CheckNonce: { extra: nonce },
      ChargeTransactionPayment: { extra: tip },
      CheckMetadataHash: { extra: 'Disabled' },
    }),
  )

const transfer = (genesisHash: Hash, payment: Payment): string =>
  sign(
    genesisHash,
    runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(payment.to), value: 1_000_000n }),
    payment,
  )

const genesisOf = async (rpc: RawRpc): Promise<Hash> => (await rpc.request('chain_getBlockHash', [0])).result
const nonceOf = async (rpc: RawRpc, account: AccountId): Promise<number> => {
  const args = Buffer.from(account, 'latin1').toString('hex')
  const { result } = await rpc.request('state_call', ['AccountNonceApi_account_nonce', `0x${args}`])
  return Buffer.from(result.slice(2), 'hex').readUInt32LE(0)
}

async function submitAll(rpc: RawRpc, transactions: Iterator<string>, tally: Tally): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let next = transactions.next(); !next.done; next = transactions.next()) {
      const transaction = next.value
      const { error } = await rpc.request('author_submitExtrinsic', [transaction])
      count(tally, error ? `refused ${error.code}` : 'taken')
    }
  }
  await Promise.all(Array.from({ length: WINDOW }, worker))
}

/** One account sends `transactions` with nonces in a row, and as many that wait for a nonce that never comes. */
async function floodFromOne(port: number, transactions: number): Promise<Tally> {
  const tally: Tally = {}
  const rpc = await RawRpc.connect(port)
  const genesisHash = await genesisOf(rpc)
  const from = keypairFromUri('//Dave', 'ed25519')
  const first = await nonceOf(rpc, from.account)
  function* all(): Generator<string> {
    for (let at = 0; at < transactions; at++) {
      yield transfer(genesisHash, { from, to: devAccount('Bob'), nonce: first + at })
      yield transfer(genesisHash, { from, to: devAccount('Bob'), nonce: first + 10_000_000 + at })
    }
  }
  await submitAll(rpc, all(), tally)
  return tally
}

const floodKeys = (accounts: number): Keypair[] =>
  Array.from({ length: accounts }, (_, at) => keypairFromUri(`//flood//${at}`, 'ed25519'))

/** Gives each account enough for what it is going to send. */
async function fund(rpc: RawRpc, genesisHash: Hash, accounts: readonly Keypair[]): Promise<void> {
  const from = keypairFromUri('//Alice', 'ed25519')
  for (let at = 0; at < accounts.length; at += BATCH_CALLS) {
    const nonce = await nonceOf(rpc, from.account)
    const transfers = accounts.slice(at, at + BATCH_CALLS).map(({ account }) => calls.transfer(account, 10n ** 12n))
    await rpc.request('author_submitExtrinsic', [sign(genesisHash, calls.batch(...transfers), { from, nonce })])
    while ((await nonceOf(rpc, from.account)) === nonce) await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A new account does not begin with nonce 0. */
async function noncesOf(rpc: RawRpc, keys: readonly Keypair[]): Promise<number[]> {
  const nonces: number[] = []
  for (let at = 0; at < keys.length; at += WINDOW)
    nonces.push(...(await Promise.all(keys.slice(at, at + WINDOW).map(({ account }) => nonceOf(rpc, account)))))
  return nonces
}

/** `accounts` that have money, and the nonce that comes next for each. */
async function gatherCrowd(port: number, accounts: number) {
  const rpc = await RawRpc.connect(port)
  const genesisHash = await genesisOf(rpc)
  const keys = floodKeys(accounts)
  await fund(rpc, genesisHash, keys)
  return { rpc, genesisHash, keys, nonces: await noncesOf(rpc, keys) }
}

/** Each of `accounts` sends six transactions, all at once. */
async function floodFromMany(port: number, accounts: number): Promise<Tally> {
  const tally: Tally = {}
  const { rpc, genesisHash, keys, nonces } = await gatherCrowd(port, accounts)
  function* all(): Generator<string> {
    for (let ahead = 0; ahead < 6; ahead++)
      for (const [at, from] of keys.entries())
        yield transfer(genesisHash, { from, to: devAccount('Bob'), nonce: nonces[at] + ahead })
  }
  await submitAll(rpc, all(), tally)
  return tally
}

/** `accounts` outbid themselves forty times each, at the same nonce. */
async function feeWar(port: number, accounts: number): Promise<Tally> {
  const tally: Tally = {}
  const { rpc, genesisHash, keys, nonces } = await gatherCrowd(port, accounts)
  function* all(): Generator<string> {
    for (let round = 0; round < 40; round++)
      for (const [at, from] of keys.entries())
        // A nonce ahead, so that no block takes it out of the fight.
        yield transfer(genesisHash, {
          from,
          to: devAccount('Bob'),
          nonce: nonces[at] + 1,
          tip: BigInt(round) * 1_000_000n,
        })
  }
  await submitAll(rpc, all(), tally)
  return tally
}

/** How long each lasts that says nothing, half of a request, or a request byte by byte; in all, until they are cut. */
async function halfOpen(port: number, connections: number): Promise<Tally> {
  const tally: Tally = {}
  const openings = [
    '',
    'POST / HTTP/1.1\r\nHost: localhost\r\n',
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n',
  ]
  const startMs = performance.now()
  const ends = Array.from({ length: connections }, async (_, at) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.on('error', () => {})
    socket.resume()
    socket.write(openings[at % openings.length])
    const drip = at % openings.length === 1 ? dripInto(socket) : undefined
    await new Promise((resolve) => socket.on('close', resolve))
    clearInterval(drip)
    count(tally, 'cut')
  })
  await Promise.all(ends)
  return { ...tally, seconds: Math.round((performance.now() - startMs) / 1_000) }
}

/** Slowloris: a byte of a header now and then, so that the line is never quiet. */
const dripInto = (socket: Socket): NodeJS.Timeout => setInterval(() => socket.write('x'), 500)

export const ATTACKS = { subscribers, slowReaders, giants, floodFromOne, floodFromMany, feeWar, halfOpen }
export type AttackName = keyof typeof ATTACKS
