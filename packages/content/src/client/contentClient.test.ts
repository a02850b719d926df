import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256, toHex } from '@echochain/codec'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Cid, createCid } from '../cid/Cid.ts'
import { describeContent } from '../ContentHasher.ts'
import { MemoryBlobStore } from '../node/store/MemoryBlobStore.ts'
import { UploadDesk, type UploadDeskOptions } from '../node/uploads/UploadDesk.ts'
import { failsWith } from '../testing/blobStoreSuite.ts'
import { readAll } from '../testing/smallStore.ts'
import { errorCode, openGateway } from '../testing/openGateway.ts'
import { patternBytes } from '../testing/patternBytes.ts'
import { addressOf, alice, GENESIS, NOW, orderFor, signed, signText } from '../testing/signedOrders.ts'
import { encodeFileNode } from '../unixfs/FileNode.ts'
import { wrapForWallet } from '../upload/UploadOrder.ts'
import type { Fetch } from './ContentHttp.ts'
import { downloadContent } from './downloadContent.ts'
import { openUploads, uploadContent, type UploadContentOptions, type UploadSession } from './uploadContent.ts'

const bytes = patternBytes(30_000)

describe('downloadContent', () => {
  async function gatewayWithFile() {
    const opened = await openGateway()
    return { ...opened, ...(await opened.store.put([bytes])) }
  }

  test('the file, from any offset, with progress', async () => {
    const { base, cid, plainHash } = await gatewayWithFile()
    for (const offset of [0, 1, 2047, 2048, 2049, 12_288, 29_999, 30_000]) {
      const seen: number[] = []
      const onProgress = (at: number, size: number) => seen.push(at / size)
      const expected = { expectedPlainHash: plainHash, expectedSize: 30_000 }
      const got = await readAll(downloadContent(base, cid, { offset, onProgress, ...expected }))
      expect(got, `from ${offset}`).toEqual(bytes.subarray(offset))
      expect(seen.at(-1) ?? 1).toBe(1)
    }
    await expect(readAll(downloadContent(base, cid, { offset: 30_001 }))).rejects.toEqual(failsWith('BAD_RANGE'))
  })

  test('a resumed download fetches only the blocks it needs', async () => {
    const { base, cid } = await gatewayWithFile()
    let requests = 0
    const counting: Fetch = (url, init) => (requests++, fetch(url, init))
    await readAll(downloadContent(base, cid, { offset: 29_000, fetch: counting }))
    expect(requests).toBeLessThan(8)
  })

  test('small and empty files', async () => {
    const { base, store } = await openGateway()
    for (const size of [0, 1, 2048]) {
      const { cid, plainHash } = await store.put([patternBytes(size)])
      expect(await readAll(downloadContent(base, cid, { expectedPlainHash: plainHash }))).toEqual(patternBytes(size))
    }
  })

  test('wrong expectations are errors', async () => {
    const { base, cid } = await gatewayWithFile()
    const expectedPlainHash = toHex(sha256(new Uint8Array(0)))
    await expect(readAll(downloadContent(base, cid, { expectedPlainHash }))).rejects.toEqual(failsWith('WRONG_HASH'))
    await expect(readAll(downloadContent(base, cid, { expectedSize: 1 }))).rejects.toEqual(failsWith('TOO_LARGE'))
    const absent = createCid('dag-pb', sha256(new Uint8Array(1)))
    await expect(readAll(downloadContent(base, absent))).rejects.toEqual(failsWith('NOT_FOUND'))
    await expect(readAll(downloadContent([], cid))).rejects.toEqual(failsWith('GATEWAY_FAILED'))
    await expect(readAll(downloadContent('http://127.0.0.1:1', cid))).rejects.toEqual(failsWith('GATEWAY_FAILED'))
  })

  test('a lying gateway never gets a byte through, and another one takes its place', async () => {
    const { base, cid } = await gatewayWithFile()
    const lying: Fetch = async (url, init) => {
      const response = await fetch(url.replace('http://liar', base), init)
      const block = new Uint8Array(await response.arrayBuffer())
      if (url.startsWith('http://liar')) block[block.length >> 1] ^= 1
      return new Response(block)
    }
    const get = (...gateways: string[]) => readAll(downloadContent(gateways, cid, { fetch: lying }))
    await expect(get('http://liar')).rejects.toEqual(failsWith('DAMAGED'))
    expect(await get('http://liar', base)).toEqual(bytes)
  })

  /** Serves crafted blocks. */
  const serving =
    (blocks: Map<string, Uint8Array>): Fetch =>
    async (url) => {
      const block = blocks.get(new URL(url).pathname.split('/')[2])
      return block ? new Response(block.slice()) : new Response('', { status: 404 })
    }
  const add = (blocks: Map<string, Uint8Array>, codec: 'raw' | 'dag-pb', block: Uint8Array): Cid => {
    const cid = createCid(codec, sha256(block))
    blocks.set(cid, block)
    return cid
  }

  test('hostile trees: wrong sizes, endless depth, links to nothing, blocks too large', async () => {
    const blocks = new Map<string, Uint8Array>()
    const leaf = add(blocks, 'raw', patternBytes(100))
    const link = (cid: Cid, fileSize: number) => encodeFileNode([{ cid, fileSize, treeSize: fileSize }])
    const lies = add(blocks, 'dag-pb', link(leaf, 101))
    let deep = leaf
    for (let i = 0; i < 6; i++) deep = add(blocks, 'dag-pb', link(deep, 100))
    const nothing = add(blocks, 'dag-pb', link(add(blocks, 'raw', new Uint8Array(0)), 0))
    const large = add(blocks, 'raw', new Uint8Array(2 * 1024 * 1024 + 1))
    const get = (cid: Cid) => readAll(downloadContent('http://any', cid, { fetch: serving(blocks) }))
    expect(await get(leaf)).toEqual(patternBytes(100))
    await expect(get(lies)).rejects.toEqual(failsWith('BAD_BLOCK'))
    await expect(get(deep)).rejects.toEqual(failsWith('BAD_BLOCK'))
    await expect(get(nothing)).rejects.toEqual(failsWith('BAD_BLOCK'))
    await expect(get(large)).rejects.toEqual(failsWith('TOO_LARGE'))
  })
})

describe('uploadContent to a gateway', () => {
  const file = new Blob([bytes])

  async function gatewayWithUploads(options: Partial<UploadDeskOptions> = {}) {
    const path = await mkdtemp(join(tmpdir(), 'echochain-client-'))
    onTestFinished(() => rm(path, { recursive: true, force: true }))
    const store = new MemoryBlobStore()
    const uploads = await UploadDesk.open({ path, store, genesisHash: GENESIS, now: () => NOW, ...options })
    return { ...(await openGateway({ store, uploads })), store, uploads }
  }

  const clientOptions: UploadContentOptions = {
    account: addressOf(alice),
    sign: (message) => signText(alice, message),
    genesisHash: GENESIS,
    now: () => NOW,
    partBytes: 7000,
    wait: async () => {},
  }

  test('hashed, signed, sent in parts, stored, and downloadable', async () => {
    const { base, store } = await gatewayWithUploads()
    const seen: number[] = []
    const description = await uploadContent(base, file, { ...clientOptions, onProgress: (at) => seen.push(at) })
    expect(description).toEqual(describeContent(bytes))
    expect(await store.describe(description.cid)).toEqual(description)
    expect(seen).toEqual([0, 7000, 14_000, 21_000, 28_000, 30_000])
    expect(await readAll(downloadContent(base, description.cid))).toEqual(bytes)
  })

  test('an empty file, and a file of exactly some parts', async () => {
    const { base } = await gatewayWithUploads()
    for (const size of [0, 14_000]) {
      const description = await uploadContent(base, new Blob([patternBytes(size)]), clientOptions)
      expect(description).toEqual(describeContent(patternBytes(size)))
    }
  })

  test('a wallet that wraps what it signs', async () => {
    const { base } = await gatewayWithUploads()
    const sign = (message: string) => signText(alice, wrapForWallet(message))
    expect(await uploadContent(base, file, { ...clientOptions, sign })).toEqual(describeContent(bytes))
  })

  test('broken connections: goes on where the server is', async () => {
    const { base } = await gatewayWithUploads()
    let calls = 0
    const breaking: Fetch = async (url, init) => {
      calls++
      if (calls % 3 === 0) throw new TypeError('network changed')
      const response = await fetch(url, init)
      if (calls % 4 === 0) throw new TypeError('the answer was lost')
      return response
    }
    expect(await uploadContent(base, file, { ...clientOptions, fetch: breaking })).toEqual(describeContent(bytes))
    expect(calls).toBeGreaterThan(8)
  })

  test('gives up when nothing gets through any more', async () => {
    const { base } = await gatewayWithUploads()
    let waits = 0
    const dead: Fetch = (url, init) =>
      init?.method === 'PATCH' ? Promise.reject(new TypeError('dead')) : fetch(url, init)
    const wait = async () => void waits++
    const attempt = uploadContent(base, file, { ...clientOptions, fetch: dead, wait, retries: 3 })
    await expect(attempt).rejects.toEqual(failsWith('GATEWAY_FAILED'))
    expect(waits).toBe(3)
  })

  test('resumes from a session that was kept', async () => {
    const { base } = await gatewayWithUploads()
    let session: UploadSession | undefined
    let parts = 0
    const dying: Fetch = (url, init) => {
      if (init?.method === 'PATCH' && ++parts > 2) return Promise.reject(new TypeError('the laptop was closed'))
      return fetch(url, init)
    }
    const onSession = (opened: UploadSession) => (session = opened)
    const first = uploadContent(base, file, { ...clientOptions, onSession, fetch: dying, retries: 0 })
    await expect(first).rejects.toEqual(failsWith('GATEWAY_FAILED'))
    const seen: number[] = []
    const sign = () => {
      throw new Error('nothing to sign')
    }
    const resumed = { ...clientOptions, sign, resume: session, onProgress: (at: number) => seen.push(at) }
    expect(await uploadContent(base, file, resumed)).toEqual(describeContent(bytes))
    expect(seen[0]).toBe(14_000)
  })

  test('several files with one signature, a refused one among them; the rest is uploaded by what was opened', async () => {
    const { base, store } = await gatewayWithUploads({ quota: { maxFileBytes: 8000 } })
    const files = [5000, 9000, 7000].map(patternBytes)
    const descriptions = files.map(describeContent)
    const signedTexts: string[] = []
    const sign = (message: string) => (signedTexts.push(message), signText(alice, message))
    const opened = await openUploads(base, descriptions, { ...clientOptions, sign })
    expect(signedTexts).toHaveLength(1)
    for (const { plainHash } of descriptions) expect(signedTexts[0]).toContain(plainHash)
    expect(opened[1]).toEqual(failsWith('TOO_LARGE'))
    for (const index of [0, 2]) {
      const resume = opened[index] as UploadSession
      const options = { ...clientOptions, sign, resume, description: descriptions[index] }
      expect(await uploadContent(base, new Blob([files[index]]), options)).toEqual(descriptions[index])
      expect(await store.describe(descriptions[index].cid)).toEqual(descriptions[index])
    }
    expect(signedTexts).toHaveLength(1)
  })

  test('what the server refuses comes out with its code', async () => {
    const { base } = await gatewayWithUploads({ quota: { bytesPerAccount: 20_000 } })
    await expect(uploadContent(base, file, clientOptions)).rejects.toEqual(failsWith('QUOTA_EXCEEDED'))
    const foreign = { ...clientOptions, genesisHash: `0x${'00'.repeat(32)}` as const }
    await expect(uploadContent(base, file, foreign)).rejects.toEqual(failsWith('WRONG_GENESIS'))
  })

  describe('the HTTP face (tus 1.0.0 names)', () => {
    const post = (base: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${base}/uploads`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })

    test('POST, PATCH, HEAD, GET and DELETE', async () => {
      const { base } = await gatewayWithUploads()
      const created = await post(base, signed(orderFor(bytes, alice), alice))
      expect(created.status).toBe(201)
      const { token, location } = (await created.json()) as { token: string; location: string }
      expect(created.headers.get('location')).toBe(location)
      expect(created.headers.get('upload-expires')).toBe('Sat, 21 Nov 2026 12:00:00 GMT')
      const send = (method: string, headers: Record<string, string> = {}, body?: Uint8Array<ArrayBuffer>) =>
        fetch(base + location, { method, headers: { Authorization: `Bearer ${token}`, ...headers }, body })
      const patch = (offset: number, body: Uint8Array<ArrayBuffer>) =>
        send('PATCH', { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) }, body)

      const first = await patch(0, bytes.slice(0, 10_000))
      expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '10000'])
      const head = await send('HEAD')
      expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
        200,
        '10000',
        '30000',
      ])
      expect(head.headers.get('tus-resumable')).toBe('1.0.0')
      const wrong = await patch(5, bytes.slice(5))
      expect([wrong.status, await errorCode(wrong)]).toEqual([409, 'WRONG_OFFSET'])
      const last = await patch(10_000, bytes.slice(10_000))
      expect([last.status, await last.json()]).toEqual([200, describeContent(bytes)])
      expect(await (await send('GET')).json()).toMatchObject({ offset: 30_000, content: describeContent(bytes) })
      expect((await send('DELETE')).status).toBe(204)
      expect((await fetch(`${base}/ipfs/${describeContent(bytes).cid}`)).status).toBe(200)
    })

    test('what is wrong with a request is said with a code', async () => {
      const { base } = await gatewayWithUploads()
      const order = signed(orderFor(bytes, alice), alice)
      const { token, location } = (await (await post(base, order)).json()) as { token: string; location: string }
      const authorization = { Authorization: `Bearer ${token}` }
      const append = { 'Content-Type': 'application/offset+octet-stream' }
      const answers: [Promise<Response>, number, string][] = [
        [post(base, order), 409, 'REPLAYED'],
        [post(base, '{'), 400, 'BAD_REQUEST'],
        [post(base, new Uint8Array([0xff]).toString()), 400, 'BAD_REQUEST'],
        [post(base, order, { 'Content-Type': 'text/plain' }), 400, 'BAD_REQUEST'],
        [post(base, `"${'x'.repeat(9000)}"`), 413, 'TOO_LARGE'],
        [post(base, signed(orderFor(bytes, alice, { expires: NOW - 1 }), alice)), 410, 'EXPIRED'],
        [post(base, { ...order, size: 1 }), 401, 'BAD_SIGNATURE'],
        [fetch(base + location), 403, 'NOT_ALLOWED'],
        [fetch(base + location, { headers: { Authorization: 'Bearer wrong' } }), 403, 'NOT_ALLOWED'],
        [fetch(base + location, { method: 'PATCH', headers: authorization, body: 'x' }), 400, 'BAD_REQUEST'],
        [
          fetch(base + location, { method: 'PATCH', headers: { ...authorization, ...append }, body: 'x' }),
          400,
          'BAD_REQUEST',
        ],
        [fetch(`${base}/uploads/${'0'.repeat(32)}`, { headers: authorization }), 404, 'NOT_FOUND'],
        [fetch(`${base}/uploads/../../etc`, { headers: authorization }), 404, 'UNKNOWN_PATH'],
        [fetch(`${base}${location}/x`, { headers: authorization }), 404, 'UNKNOWN_PATH'],
        [fetch(`${base}/uploads`, { headers: authorization }), 405, 'BAD_METHOD'],
      ]
      for (const [answer, status, code] of answers) {
        const response = await answer
        expect([response.status, await errorCode(response)], code).toEqual([status, code])
      }
    })

    test('pages of this machine and of allowed origins may upload, others not', async () => {
      const { base } = await gatewayWithUploads()
      for (const origin of ['http://localhost:8080', 'http://127.0.0.1:5173', 'https://[::1]']) {
        const response = await fetch(`${base}/uploads`, {
          method: 'OPTIONS',
          headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
        })
        expect(response.status, origin).toBe(204)
        expect(response.headers.get('access-control-allow-origin')).toBe(origin)
        expect(response.headers.get('access-control-allow-headers')).toContain('Upload-Offset')
      }
      for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example', 'file://localhost']) {
        const response = await post(base, signed(orderFor(bytes, alice), alice), { Origin: origin })
        expect([response.status, await errorCode(response)], origin).toEqual([403, 'ORIGIN_REFUSED'])
      }
    })
  })
})
