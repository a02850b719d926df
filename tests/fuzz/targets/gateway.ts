import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@echochain/codec'
import { ContentGateway, MemoryBlobStore, UploadDesk } from '@echochain/content/node'
import { alice, bob, GENESIS, NOW, orderFor, signed } from '../../../packages/content/src/testing/signedOrders.ts'
import { SMALL_LAYOUT } from '../../../packages/content/src/testing/smallStore.ts'
import { changeJson, changeText } from '../changeJson.ts'
import type { FuzzRandom } from '../FuzzRandom.ts'
import { FuzzFault, type FuzzTarget } from '../FuzzTarget.ts'
import { HttpLine } from '../HttpLine.ts'

const FILE = Uint8Array.from({ length: 10_000 }, (_, at) => (at * 7) & 255)
/** Orders signed beforehand; each opens an upload once. */
const ORDERS = 60
const RANGES = ['bytes=0-', 'bytes=5-99', 'bytes=-1', 'bytes=0-0,5-6', 'bytes=99999-', 'items=0-1', 'bytes=9-1']
const NOTHING = new Uint8Array(0)

interface GatewayRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Every route of the content gateway, over HTTP: files and their blocks, and uploads with orders that are signed. */
export const gateway: FuzzTarget = {
  name: 'content gateway',
  weight: 3,
  guided: false,
  shortInputs: 150,
  allowedGrowth: 32 * 2 ** 20, // uploads
  open: async (random) => {
    const directory = await mkdtemp(join(tmpdir(), 'echochain-fuzz-'))
    const store = new MemoryBlobStore({ layout: SMALL_LAYOUT })
    const { cid } = await store.put([FILE])
    const now = () => NOW
    const uploads = await UploadDesk.open({ path: directory, store, genesisHash: GENESIS, now })
    const errors: unknown[] = []
    const server = new ContentGateway({ store, uploads, onError: (error) => errors.push(error) })
    const line = new HttpLine(Number(new URL(await server.listen({ port: 0 })).port))
    const orders = Array.from({ length: ORDERS }, (_, at) => {
      const signer = at % 2 === 0 ? alice : bob
      const bytes = random.bytes(1 + random.below(200))
      return { bytes, order: signed(orderFor(bytes, signer, { expires: NOW + 1_000 + at }), signer) }
    })
    /** Uploads that were opened, with their tokens. */
    const open: { id: string; token: string; bytes: Uint8Array }[] = [
      { id: '00'.repeat(16), token: 'x'.repeat(43), bytes: FILE },
    ]
    const learn = (request: GatewayRequest, body: Uint8Array): void => {
      const { id, token } = JSON.parse(new TextDecoder().decode(body)) as { id?: string; token?: string }
      if (id === undefined || token === undefined) return
      const bytes = orders.find(({ order }) => JSON.stringify(order) === request.body)?.bytes ?? FILE
      open.push({ id, token, bytes })
    }
    return {
      corpus: [],
      atOnce: 8,
      generate: (source) => utf8(JSON.stringify(makeRequest(source, cid, orders, open))),
      run: async (input) => {
        const request = JSON.parse(new TextDecoder().decode(input)) as GatewayRequest
        const body =
          request.method === 'GET' || request.method === 'HEAD' ? NOTHING : Buffer.from(request.body, 'latin1')
        const answer = await line.ask(request.method, request.path, { ...request.headers }, body)
        if (errors.length > 0) throw errors[0]
        if (answer === undefined) return 'not sent'
        if (answer.status === 201) learn(request, answer.body)
        return outcomeOf(answer.status, answer.body, request)
      },
      close: async () => {
        line.close()
        await server.close()
        await store.close()
        await rm(directory, { recursive: true })
      },
    }
  },
}

function outcomeOf(status: number, body: Uint8Array, { method, path }: GatewayRequest): string {
  if (status < 400) return String(status)
  if (status >= 500 && status !== 503 && status !== 507) throw new FuzzFault(`${method} ${path} answered ${status}`)
  if (method === 'HEAD' || body.length === 0) return String(status)
  const { error } = JSON.parse(new TextDecoder().decode(body)) as { error?: { code?: unknown; message?: unknown } }
  if (typeof error?.code !== 'string' || typeof error.message !== 'string')
    throw new FuzzFault(`${method} ${path} answered ${status} without a code`)
  return error.code
}

function makeRequest(
  random: FuzzRandom,
  cid: string,
  orders: readonly { readonly bytes: Uint8Array; readonly order: unknown }[],
  open: readonly { readonly id: string; readonly token: string; readonly bytes: Uint8Array }[],
): GatewayRequest {
  const request = random.pick([makeRead, makeRead, makeOrder, makeAppend])(random, { cid, orders, open })
  if (random.chance(0.3)) return request
  const method = random.chance(0.1) ? random.pick(['PUT', 'POST', 'OPTIONS', 'PATCH', 'HEAD', 'TRACE']) : request.method
  const path = random.chance(0.2) ? `/${changeText(request.path.slice(1), random)}` : request.path
  const headers = { ...request.headers }
  const name = random.pick([...Object.keys(headers), 'Host', 'Origin', 'If-None-Match', 'Expect', 'Accept'])
  if (random.chance(0.3)) headers[name] = changeText(headers[name] ?? 'localhost', random)
  return { ...request, method, path, headers }
}

interface Known {
  readonly cid: string
  readonly orders: Parameters<typeof makeRequest>[2]
  readonly open: Parameters<typeof makeRequest>[3]
}

function makeRead(random: FuzzRandom, { cid }: Known): GatewayRequest {
  const query = random.pick([
    '',
    '',
    '?format=raw',
    '?format=car',
    '?filename=a.wav',
    '?download=true&filename=%00%0d',
    '?%',
  ])
  const headers: Record<string, string> = random.chance(0.5) ? { Range: random.pick(RANGES) } : {}
  if (random.chance(0.2)) headers.Accept = 'application/vnd.ipld.raw'
  if (random.chance(0.2)) headers['If-None-Match'] = `"${cid}"`
  return { method: random.pick(['GET', 'GET', 'HEAD']), path: `/ipfs/${cid}${query}`, headers, body: '' }
}

function makeOrder(random: FuzzRandom, { orders }: Known): GatewayRequest {
  const { order } = random.pick(orders)
  const body = JSON.stringify(random.chance(0.5) ? order : changeJson(order, random)) ?? ''
  return { method: 'POST', path: '/uploads', headers: { 'Content-Type': 'application/json' }, body }
}

function makeAppend(random: FuzzRandom, { open }: Known): GatewayRequest {
  const { id, token, bytes } = random.pick(open)
  const method = random.pick(['PATCH', 'PATCH', 'PATCH', 'GET', 'HEAD', 'DELETE'])
  const offset = random.pick([0, 0, 1, random.below(bytes.length), bytes.length, 2 ** 40])
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/offset+octet-stream',
    'Upload-Offset': String(offset),
  }
  const body = Buffer.from(bytes.subarray(offset, offset + random.below(300))).toString('latin1')
  return { method, path: `/uploads/${id}`, headers, body }
}
