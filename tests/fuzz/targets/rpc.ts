import { once } from 'node:events'
import { toHex, utf8 } from '@echochain/codec'
import { devKeypair } from '@echochain/consensus/testing'
import { storageKey, systemStorage } from '@echochain/frame'
import { METHODS, type RpcDeclaration } from '@echochain/rpc'
import { WebSocket } from 'ws'
import { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { changeJson } from '../changeJson.ts'
import type { FuzzRandom } from '../FuzzRandom.ts'
import { FuzzFault, type FuzzTarget } from '../FuzzTarget.ts'
import { mutate } from '../mutate.ts'

const TOKEN = 'ab'.repeat(32)
/** Codes that JSON-RPC reserves for faults of the server. */
const INTERNAL_ERROR = -32_603
/** A new connection after so many requests: subscriptions, follows and operations of the old one are gone with it. */
const REQUESTS_OF_A_CONNECTION = 400
const REQUESTS_BETWEEN_BLOCKS = 1_000
/** Text that is no request at all, among those that are. */
const RAW_SHARE = 0.1

/** Every method over a real server, with parameters that fit, nearly fit, or do not; and text that is no request. */
export const rpc: FuzzTarget = {
  name: 'RPC methods',
  weight: 5,
  guided: false,
  shortInputs: 300,
  allowedGrowth: 64 * 2 ** 20, // the pool and the chain
  open: async () => {
    const node = await TestNode.start({ server: { token: TOKEN }, slotsPerEpoch: 4 })
    await node.produceMany(12)
    const values = plausibleValues(node)
    const fitting = METHODS.map((declaration) => fittingValues(declaration, values))
    let asked = 0
    let lines: readonly Promise<RpcLine>[] = []
    let producing: Promise<unknown> = Promise.resolve()
    return {
      corpus: [],
      atOnce: 16,
      generate: (random) => {
        const request = makeRequest(random.pick(fitting), values, random)
        const text = utf8(JSON.stringify(request))
        return random.chance(RAW_SHARE) ? mutate(text, [text], random) : text
      },
      run: async (input) => {
        if (asked++ % REQUESTS_OF_A_CONNECTION === 0) {
          // Nothing is under way any more on the one before the last.
          const old = lines.at(-2)
          lines = [...lines.slice(-1), RpcLine.connect(node.wsUrl)]
          void old?.then((connection) => connection.close())
        }
        if (asked % REQUESTS_BETWEEN_BLOCKS === 0) producing = producing.then(() => node.produce())
        const outcome = await (await lines.at(-1)!).ask(input)
        const [fault] = node.log.errors
        if (fault) throw fault.details instanceof Object && 'error' in fault.details ? fault.details.error : fault
        return outcome
      },
      close: async () => {
        await producing
        for (const line of lines) (await line).close()
        await node.close()
      },
    }
  },
}

interface FittingValues {
  readonly declaration: RpcDeclaration
  readonly params: readonly (readonly unknown[])[]
}

function plausibleValues(node: TestNode): unknown[] {
  const { chain } = node
  const transfer = toHex(node.test.signer.transfer(devKeypair('Bob'), devKeypair('Alice').account, 5n))
  const calls = node.test.runtime.apis.flatMap(({ name, methods }) =>
    Object.keys(methods).map((method) => `${name}_${method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`),
  )
  const account = toHex(systemStorage.account.prefix)
  const query = (type: string, key: string = account) => [{ key, type }]
  return [
    chain.genesisHash,
    chain.best.hash,
    chain.finalized.hash,
    `0x${'00'.repeat(32)}`,
    toHex(storageKey(systemStorage.number)),
    account,
    transfer,
    '0x',
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
    ...calls,
    'value',
    '',
    null,
    true,
    false,
    0,
    1,
    12,
    1_000,
    [],
    [chain.best.hash],
    [account, toHex(storageKey(systemStorage.number))],
    [0, 1, 2],
    ...['value', 'hash', 'closestDescendantMerkleValue', 'descendantsValues', 'descendantsHashes'].map((type) =>
      query(type),
    ),
    [...query('descendantsValues', '0x'), { key: account, type: 'value', paginationStartKey: account }],
  ]
}

/** For each parameter the values that its schema accepts. */
function fittingValues(declaration: RpcDeclaration, values: readonly unknown[]): FittingValues {
  const params = Object.values(
    declaration.params as Record<string, { safeParse(value: unknown): { success: boolean } }>,
  )
  return { declaration, params: params.map((schema) => values.filter((value) => schema.safeParse(value).success)) }
}

function makeRequest({ declaration, params }: FittingValues, values: readonly unknown[], random: FuzzRandom) {
  const names = [declaration.name, ...(declaration.aliases ?? [])]
  if (declaration.kind === 'subscription') names.push(...declaration.unsubscribe)
  let sent: unknown = params.map((fitting) => (fitting.length > 0 ? random.pick(fitting) : random.pick(values)))
  const changes = random.pick([0, 0, 1, 1, 2, 4])
  for (let change = 0; change < changes; change++) sent = changeJson(sent, random)
  return { jsonrpc: '2.0', id: 1, method: random.pick(names), params: sent }
}

/** A connection on which everything asked is answered. */
class RpcLine {
  readonly #socket: WebSocket
  readonly #waiting = new Map<string, PromiseWithResolvers<any>>()
  #ids = 0

  static async connect(url: string): Promise<RpcLine> {
    const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${TOKEN}` } })
    const line = new RpcLine(socket)
    await once(socket, 'open')
    return line
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => {
      const message = JSON.parse(String(data))
      this.#waiting.get(message.id)?.resolve(message)
      this.#waiting.delete(message.id)
    })
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new FuzzFault('The connection was closed'))
    })
  }

  /** Sends a request under a number of its own, or what is none as it is and something sensible behind it. */
  async ask(input: Uint8Array): Promise<string> {
    const text = new TextDecoder().decode(input)
    const request = requestIn(text)
    if (request === undefined) {
      this.#socket.send(text)
      const { result } = await this.#request({ method: 'system_name' })
      if (result !== 'EchoChain Node') throw new FuzzFault(`system_name answered ${JSON.stringify(result)}`)
      return 'no request'
    }
    const { result, error } = await this.#request(request)
    if (error === undefined) {
      if (result === undefined) throw new FuzzFault('An answer without result and error')
      return 'ok'
    }
    if (!Number.isInteger(error.code) || typeof error.message !== 'string' || error.message === '')
      throw new FuzzFault(`An error that is none: ${JSON.stringify(error)}`)
    if (error.code === INTERNAL_ERROR) throw new FuzzFault(`Internal error: ${JSON.stringify(error)}`)
    return String(error.code)
  }

  #request(request: object): Promise<any> {
    const id = `asked ${++this.#ids}` // no change of bytes comes upon it: text that is sent as it is has numbers of its own
    const answer = Promise.withResolvers<any>()
    this.#waiting.set(id, answer)
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', ...request, id }))
    return answer.promise
  }

  close(): void {
    this.#socket.terminate()
  }
}

/** A request that is answered under any number; undefined for anything else. */
function requestIn(text: string): { method: unknown; params: unknown } | undefined {
  try {
    const request = JSON.parse(text)
    const answered = request?.jsonrpc === '2.0' && typeof request.method === 'string' && typeof request.id === 'number'
    return answered ? request : undefined
  } catch {
    return undefined
  }
}
