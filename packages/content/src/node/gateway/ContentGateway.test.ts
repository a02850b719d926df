import { once } from 'node:events'
import { connect } from 'node:net'
import { sha256 } from '@echochain/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCid } from '../../cid/Cid.ts'
import { ContentError } from '../../ContentError.ts'
import { failsWith } from '../../testing/blobStoreSuite.ts'
import { errorCode, openGateway, rawRequest } from '../../testing/openGateway.ts'
import { patternBytes } from '../../testing/patternBytes.ts'
import { decodeFileNode } from '../../unixfs/FileNode.ts'
import { MemoryBlobStore } from '../store/MemoryBlobStore.ts'
import { ContentGateway } from './ContentGateway.ts'

const SIZE = 10_000
const bytes = patternBytes(SIZE)
/** More than the sockets of both sides hold. */
const BIG = 24 * 1024 * 1024
const bodyOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer())

async function gatewayWithFile() {
  const opened = await openGateway()
  const { cid } = await opened.store.put([bytes])
  return { ...opened, cid, url: `${opened.base}/ipfs/${cid}` }
}

describe('GET and HEAD /ipfs/<cid> (path gateway specification)', () => {
  test('the whole file, for ever', async () => {
    const { url, cid } = await gatewayWithFile()
    const response = await fetch(url)
    expect(response.status).toBe(200)
    expect(await bodyOf(response)).toEqual(bytes)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=29030400, immutable',
      'content-length': '10000',
      'content-type': 'application/octet-stream',
      etag: `"${cid}"`,
      'x-content-type-options': 'nosniff',
      'x-ipfs-path': `/ipfs/${cid}`,
    })
  })

  test('HEAD tells the same without a body', async () => {
    const { url } = await gatewayWithFile()
    const [get, head] = [await fetch(url), await fetch(url, { method: 'HEAD' })]
    expect(head.status).toBe(200)
    expect(await bodyOf(head)).toHaveLength(0)
    const headersOf = ({ headers }: Response) =>
      [...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name))
    expect(headersOf(head)).toEqual(headersOf(get))
  })

  test('an empty file, and a leaf of a file', async () => {
    const { store, base } = await gatewayWithFile()
    const empty = await store.put([])
    expect(await bodyOf(await fetch(`${base}/ipfs/${empty.cid}`))).toHaveLength(0)
    const leaf = createCid('raw', sha256(bytes.subarray(0, 2048)))
    expect(await bodyOf(await fetch(`${base}/ipfs/${leaf}`))).toEqual(bytes.subarray(0, 2048))
  })

  test('RFC 9110 ranges: any one range is answered with 206', async () => {
    const { url } = await gatewayWithFile()
    const check = async (range: string, start: number, end: number): Promise<void> => {
      const response = await fetch(url, { headers: { Range: range } })
      expect(response.status, range).toBe(206)
      expect(response.headers.get('content-range'), range).toBe(`bytes ${start}-${end - 1}/${SIZE}`)
      expect(await bodyOf(response), range).toEqual(bytes.subarray(start, end))
    }
    await check('bytes=0-0', 0, 1)
    await check('bytes=0-', 0, SIZE)
    await check('bytes=9999-', 9999, SIZE)
    await check('bytes=-1', 9999, SIZE)
    await check('bytes=-20000', 0, SIZE)
    await check('bytes=5000-99999999999999999999', 5000, SIZE)
    await check('BYTES=2047-2048', 2047, 2049)
    await fc.assert(
      fc.asyncProperty(fc.nat(SIZE - 1), fc.nat(SIZE - 1), async (a, b) => {
        await check(`bytes=${Math.min(a, b)}-${Math.max(a, b)}`, Math.min(a, b), Math.max(a, b) + 1)
      }),
      { numRuns: 20 },
    )
  })

  test('RFC 9110 ranges: 416 outside the file and for several at once, what is no range is ignored', async () => {
    const { url } = await gatewayWithFile()
    for (const range of ['bytes=10000-', 'bytes=10000-10001', 'bytes=-0', 'bytes=0-1,5-6', 'bytes=0-0,']) {
      const response = await fetch(url, { headers: { Range: range } })
      expect(response.status, range).toBe(416)
      expect(response.headers.get('content-range'), range).toBe(`bytes */${SIZE}`)
      expect(await errorCode(response)).toBe('BAD_RANGE')
    }
    for (const range of ['bytes=', 'bytes=-', 'bytes=a-b', 'bytes=5-4', 'seconds=0-1', 'bytes=1.5-2'])
      expect(await bodyOf(await fetch(url, { headers: { Range: range } })), range).toEqual(bytes)
  })

  test('If-Range: the range only if it is still the same file', async () => {
    const { url, cid } = await gatewayWithFile()
    const get = (tag: string) => fetch(url, { headers: { Range: 'bytes=0-9', 'If-Range': tag } })
    expect((await get(`"${cid}"`)).status).toBe(206)
    expect((await get('"another"')).status).toBe(200)
  })

  test('If-None-Match: 304 for a file the client has', async () => {
    const { url, cid } = await gatewayWithFile()
    for (const tag of [`"${cid}"`, `W/"${cid}"`, `"x", "${cid}"`, '*']) {
      const response = await fetch(url, { headers: { 'If-None-Match': tag } })
      expect(response.status, tag).toBe(304)
      expect(await bodyOf(response)).toHaveLength(0)
    }
    expect((await fetch(url, { headers: { 'If-None-Match': '"x"' } })).status).toBe(200)
  })

  const heads: [string, number[] | string][] = [
    ['audio/wav', 'RIFF\x24\x00\x00\x00WAVEfmt '],
    ['audio/aiff', 'FORM\x00\x00\x10\x00AIFFCOMM'],
    ['audio/flac', 'fLaC\x00\x00\x00\x22'],
    ['audio/ogg', 'OggS\x00\x02'],
    ['audio/mpeg', 'ID3\x04\x00'],
    ['audio/mpeg', [0xff, 0xfb, 0x90, 0x00]],
    ['application/octet-stream', [0xff, 0xd8, 0xff, 0xe0]], // JPEG
    ['application/octet-stream', '<!doctype html><script>alert(1)</script>'],
    ['application/octet-stream', 'RIFF\x24\x00\x00\x00AVI '],
  ]
  test.each(heads)('the type %s is told by the first bytes %j, in ranges too', async (type, head) => {
    const { store, base } = await openGateway()
    const start = Uint8Array.from(typeof head === 'string' ? [...head].map((c) => c.charCodeAt(0)) : head)
    const { cid } = await store.put([start, patternBytes(4000)])
    for (const headers of [{}, { Range: 'bytes=3000-3001' }])
      expect((await fetch(`${base}/ipfs/${cid}`, { headers })).headers.get('content-type')).toBe(type)
  })

  test('RFC 6266: ?filename= and ?download=true, whatever the name holds', async () => {
    const { url } = await gatewayWithFile()
    const disposition = async (query: string) => (await fetch(`${url}?${query}`)).headers.get('content-disposition')
    expect(await disposition('filename=kick.wav&download=true')).toBe(
      `attachment; filename="kick.wav"; filename*=UTF-8''kick.wav`,
    )
    expect(await disposition(`filename=${encodeURIComponent('Größe 100%.wav')}`)).toBe(
      `inline; filename="Gr__e 100_.wav"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20100%25.wav`,
    )
    expect(await disposition(`filename=${encodeURIComponent('a"\r\nSet-Cookie: x=1;../../b\u202e.wav')}`)).toBe(
      `inline; filename="a___Set-Cookie_ x=1;.._.._b_.wav"; filename*=UTF-8''a___Set-Cookie_%20x%3D1%3B.._.._b_.wav`,
    )
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (name) => {
        const query = new URLSearchParams({ filename: name.toWellFormed() })
        expect(await disposition(query.toString())).toMatch(
          /^inline; filename="[^"\\/]+"; filename\*=UTF-8''[^"'\\/\s]+$/,
        )
      }),
      { numRuns: 30 },
    )
  })

  test('what is wrong with a request is said with a code', async () => {
    const { base, url } = await gatewayWithFile()
    const absent = createCid('raw', sha256(new Uint8Array(1)))
    const answers: [string, string, number, string][] = [
      ['GET', `${base}/ipfs/${absent}`, 404, 'NOT_FOUND'],
      ['GET', `${base}/ipfs/${createCid('dag-pb', sha256(new Uint8Array(1)))}`, 404, 'NOT_FOUND'],
      ['GET', `${base}/ipfs/QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG`, 400, 'BAD_CID'],
      ['GET', `${base}/ipfs/..%2f..%2fetc%2fpasswd`, 400, 'BAD_CID'],
      ['GET', `${base}/ipfs`, 400, 'BAD_CID'],
      ['GET', `${url}/readme.txt`, 404, 'UNKNOWN_PATH'],
      ['GET', `${base}/`, 404, 'UNKNOWN_PATH'],
      ['GET', `${url}?format=car`, 406, 'BAD_FORMAT'],
      ['PUT', url, 405, 'BAD_METHOD'],
      ['DELETE', url, 405, 'BAD_METHOD'],
      ['POST', `${base}/uploads`, 404, 'UNKNOWN_PATH'],
    ]
    for (const [method, address, status, code] of answers) {
      const response = await fetch(address, { method })
      expect(response.status, `${method} ${address}`).toBe(status)
      expect(await errorCode(response)).toBe(code)
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
  })

  test('any address and any headers get an answer that is no failure of the server', async () => {
    const { base, cid, errors } = await gatewayWithFile()
    const part = fc.oneof(
      fc.constantFrom(
        'ipfs',
        'uploads',
        cid,
        `${cid}?format=raw`,
        '..',
        '%00',
        '%',
        '//',
        '?format=',
        '?filename=%ff',
        '',
      ),
      fc.webSegment(),
    )
    const header = fc.stringMatching(/^[ -~]{0,40}$/)
    const headers = fc.record(
      {
        Range: fc.oneof(header, fc.constant('bytes=5-1')),
        'If-None-Match': header,
        'If-Range': header,
        Accept: header,
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), headers, async (parts, headers) => {
        const { status } = await rawRequest(`${base}/${parts.join('/')}`, { host: 'localhost', ...headers } as any)
        expect(status).toBeGreaterThanOrEqual(200)
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 300 },
    )
    expect(errors).toEqual([])
  })

  test('a preflight allows reading to any page', async () => {
    const { url } = await gatewayWithFile()
    const response = await fetch(url, { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-headers')).toContain('Range')
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS')
  })
})

describe('trustless gateway specification: ?format=raw', () => {
  test('every block by walking from the root, by query or by Accept', async () => {
    const { base, cid } = await gatewayWithFile()
    const parts: Uint8Array[] = []
    const walk = async (at: typeof cid, depth: number): Promise<void> => {
      const response =
        depth % 2 === 0
          ? await fetch(`${base}/ipfs/${at}?format=raw`)
          : await fetch(`${base}/ipfs/${at}`, { headers: { Accept: 'application/vnd.ipld.raw' } })
      expect(response.headers.get('content-type')).toBe('application/vnd.ipld.raw')
      expect(response.headers.get('etag')).toBe(`"${at}.raw"`)
      expect(response.headers.get('content-disposition')).toContain(`attachment; filename="${at}.bin"`)
      const block = await bodyOf(response)
      if (at.startsWith('bafkrei')) parts.push(block)
      else for (const link of decodeFileNode(block)) await walk(link.cid, depth + 1)
    }
    await walk(cid, 0)
    expect(new Uint8Array(Buffer.concat(parts))).toEqual(bytes)
  })

  test('304, HEAD and 404', async () => {
    const { url, cid, base } = await gatewayWithFile()
    const raw = `${url}?format=raw`
    expect((await fetch(raw, { headers: { 'If-None-Match': `"${cid}.raw"` } })).status).toBe(304)
    expect((await fetch(raw, { headers: { 'If-None-Match': `"${cid}"` } })).status).toBe(200)
    const head = await fetch(raw, { method: 'HEAD' })
    expect([head.status, (await bodyOf(head)).length]).toEqual([200, 0])
    const absent = createCid('raw', sha256(new Uint8Array(1)))
    expect((await fetch(`${base}/ipfs/${absent}?format=raw`)).status).toBe(404)
  })
})

describe('damage never leaves the gateway as content', () => {
  /** A store whose bytes turn bad from an offset on. */
  class DamagedStore extends MemoryBlobStore {
    override async *get(...args: Parameters<MemoryBlobStore['get']>): AsyncGenerator<Uint8Array, void> {
      let given = 0
      for await (const piece of super.get(...args)) {
        if (given + (args[1]?.start ?? 0) >= 4096) throw new ContentError('DAMAGED', 'bytes 4096 to 6144 are damaged')
        yield piece
        given += piece.length
      }
    }
  }

  test('at the first byte: an error; later: a body that breaks off', async () => {
    const store = new DamagedStore({ layout: { chunkSize: 2048, maxLinks: 3 } })
    const { base, errors } = await openGateway({ store })
    const { cid } = await store.put([bytes])
    const start = await fetch(`${base}/ipfs/${cid}`, { headers: { Range: 'bytes=5000-' } })
    expect(start.status).toBe(500)
    expect(await errorCode(start)).toBe('DAMAGED')
    await expect(fetch(`${base}/ipfs/${cid}`).then((later) => later.arrayBuffer())).rejects.toThrow()
    expect(errors).toEqual([failsWith('DAMAGED'), failsWith('DAMAGED')])
  })

  test('a bug in the store is no news for the client', async () => {
    const store = new MemoryBlobStore()
    store.describe = () => Promise.reject(new Error('secret path /home/alice'))
    const { base, errors } = await openGateway({ store })
    const response = await fetch(`${base}/ipfs/${createCid('raw', sha256(new Uint8Array(1)))}`)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('alice')
    expect(errors).toHaveLength(1)
  })
})

describe('doors', () => {
  test('DNS rebinding: only hosts of this machine and the allowed ones are answered', async () => {
    const { store, base } = await openGateway({ allowedHosts: ['content.example.org'] })
    const { cid } = await store.put([bytes])
    const { port } = new URL(base)
    const get = (host: string) => rawRequest(`${base}/ipfs/${cid}`, { host })
    for (const host of ['localhost', `localhost:${port}`, '127.0.0.1', '[::1]:80', 'content.example.org', 'LOCALHOST'])
      expect((await get(host)).status, host).toBe(200)
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example:80',
      'evil.example:127.0.0.1',
    ]) {
      const { status, body } = await get(host)
      expect(status, host).toBe(403)
      expect(new TextDecoder().decode(body)).toContain('HOST_REFUSED')
    }
  })

  test('a taken port is named with the option that changes it', async () => {
    const { base } = await openGateway()
    const port = Number(new URL(base).port)
    const second = new ContentGateway({ store: new MemoryBlobStore() })
    await expect(second.listen({ port })).rejects.toEqual(failsWith('PORT_TAKEN'))
    await expect(second.listen({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken; choose another with --gateway-port`,
    )
  })

  test('headers over the limit are refused', async () => {
    const { base } = await openGateway({ limits: { maxHeaderBytes: 2000 } })
    expect((await rawRequest(`${base}/`, { 'x-long': 'x'.repeat(3000) })).status).toBe(431)
  })

  test('connections over the limit are dropped', async () => {
    const { base } = await openGateway({ limits: { maxConnections: 2 } })
    const port = Number(new URL(base).port)
    const held = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    await Promise.all(held.map((socket) => once(socket, 'connect')))
    const third = connect(port, '127.0.0.1')
    await once(third, 'close')
    for (const socket of held) socket.destroy()
  })

  test('a client that never finishes its headers is cut off', async () => {
    const { base } = await openGateway({ limits: { headersTimeoutMs: 50, requestTimeoutMs: 100 } })
    const socket = connect(Number(new URL(base).port), '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    const [answer] = (await once(socket, 'data')) as [Uint8Array]
    expect(new TextDecoder().decode(answer)).toContain('408')
    await once(socket, 'close')
  })

  test('a client that does not read what it asked for is cut off, and its place is free again', async () => {
    const store = new MemoryBlobStore()
    const { base, gateway } = await openGateway({ store, limits: { stallTimeoutMs: 100 } })
    const { cid } = await store.put([new Uint8Array(BIG)])
    const socket = connect(Number(new URL(base).port), '127.0.0.1')
    socket.pause()
    const closed = once(socket, 'close')
    socket.write(`GET /ipfs/${cid} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    await expect.poll(() => gateway.transfers).toBe(1)
    await expect.poll(() => gateway.transfers).toBe(0)
    let received = 0
    socket.on('data', (piece: Uint8Array) => (received += piece.length))
    socket.on('error', () => {})
    socket.resume()
    await closed
    expect(received).toBeLessThan(BIG)
  })

  test('a client that goes away in the middle frees its place', async () => {
    const store = new MemoryBlobStore()
    const { base, gateway } = await openGateway({ store })
    const { cid } = await store.put([new Uint8Array(BIG)])
    const abort = new AbortController()
    const response = await fetch(`${base}/ipfs/${cid}`, { signal: abort.signal })
    await response.body?.getReader().read()
    expect(gateway.transfers).toBe(1)
    abort.abort()
    await expect.poll(() => gateway.transfers).toBe(0)
  })

  test('transfers over the limit are told to come again', async () => {
    const store = new MemoryBlobStore()
    const { base, gateway } = await openGateway({ store, limits: { maxTransfersPerClient: 1 } })
    const { cid } = await store.put([new Uint8Array(BIG)])
    const first = await fetch(`${base}/ipfs/${cid}`)
    expect(gateway.transfers).toBe(1)
    const second = await fetch(`${base}/ipfs/${cid}`)
    expect([second.status, second.headers.get('retry-after'), await errorCode(second)]).toEqual([503, '5', 'BUSY'])
    await first.body?.cancel()
    await expect.poll(() => gateway.transfers).toBe(0)
    expect((await fetch(`${base}/ipfs/${cid}`, { method: 'HEAD' })).status).toBe(200)
  })
})
