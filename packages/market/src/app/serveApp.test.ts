import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../database/openDatabase.ts'
import { type ApiUnderTest, openApi } from '../testing/apiUnderTest.ts'
import { FakeChain } from '../testing/FakeChain.ts'
import { AppFiles } from './AppFiles.ts'

const INDEX = '<!doctype html><title>EchoChain</title><script type="module" src="/assets/main-Ab12.js"></script>'
const MAIN = `console.log('${'echo '.repeat(200)}')`

let root: string
let db: Database
let market: ApiUnderTest
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'market-app-'))
  const dist = join(root, 'dist')
  await mkdir(join(dist, 'assets'), { recursive: true })
  await writeFile(join(root, 'secret.txt'), 'not for anybody')
  await writeFile(join(dist, 'index.html'), INDEX)
  await writeFile(join(dist, 'icon.svg'), '<svg/>')
  await writeFile(join(dist, '.sources'), 'hash')
  await symlink(join(root, 'secret.txt'), join(dist, 'link.txt'))
  await writeFile(join(dist, 'assets/main-Ab12.js'), MAIN)
  await writeFile(join(dist, 'assets/main-Ab12.js.br'), brotliCompressSync(MAIN))
  await writeFile(join(dist, 'assets/main-Ab12.js.gz'), gzipSync(MAIN))
  await writeFile(join(dist, 'assets/decode-Cd34.wasm'), new Uint8Array([0, 97, 115, 109]))
  db = await openDatabase({})
  market = await openApi(db, new FakeChain(), {
    app: await AppFiles.load(dist),
    doors: { allowedHosts: ['music.example.org'] },
  })
})
afterAll(async () => {
  await market.close()
  await db.destroy()
  await rm(root, { recursive: true })
})

const PAGE = { host: 'localhost:8080', accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const SCRIPT = { host: 'localhost:8080', accept: '*/*' }
const get = (url: string, headers: Record<string, string> = PAGE, method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
  market.api.inject({ method, url, headers })

describe('pages', () => {
  test.each(['/', '/index.html', '/samples/12', '/wallet?tab=history', '/network/block/0xab', '/a.b/c'])(
    '%s is the application',
    async (url) => {
      const { statusCode, headers, body } = await get(url)
      expect({ statusCode, body }).toEqual({ statusCode: 200, body: INDEX })
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      })
    },
  )

  test('/ is the application for programs as well', async () => {
    expect((await get('/', SCRIPT)).body).toBe(INDEX)
  })

  test('a page that has not changed is not sent again', async () => {
    const { etag } = (await get('/')).headers
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const { statusCode, body } = await get('/samples', { ...PAGE, 'if-none-match': String(known) })
      expect({ statusCode, body }, String(known)).toEqual({ statusCode: 304, body: '' })
    }
    expect((await get('/', { ...PAGE, 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  test.each([
    ['/api/simples', PAGE],
    ['/api', PAGE],
    ['/assets/gone-Ef56.js', PAGE],
    ['/assets/', PAGE],
    ['/favicon.ico', SCRIPT],
    ['/samples', { host: 'localhost' }],
  ])('%s with %j is not', async (url, headers) => {
    const response = await get(url, headers)
    expect({ status: response.statusCode, code: response.json().code }).toEqual({ status: 404, code: 'NOT_FOUND' })
  })

  test('what is sent there is refused', async () => {
    expect((await get('/samples/12', PAGE, 'POST')).statusCode).toBe(404)
  })

  test('the API is where it was', async () => {
    expect((await market.get('/api/status')).status).toBe(200)
    expect((await get('/api/docs')).body).toContain('/api/samples')
  })
})

describe('files', () => {
  test('named by what is in them are kept for ever', async () => {
    const { headers, body } = await get('/assets/main-Ab12.js', SCRIPT)
    expect(body).toBe(MAIN)
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Origin, Accept-Encoding',
    })
    expect((await get('/assets/decode-Cd34.wasm', SCRIPT)).headers['content-type']).toBe('application/wasm')
    expect((await get('/icon.svg', SCRIPT)).headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
    })
  })

  test.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
    ['br;q=0, *', 'gzip', gunzipSync],
  ])('for %s they come as %s', async (accepted, encoding, decompress) => {
    const response = await get('/assets/main-Ab12.js', { ...SCRIPT, 'accept-encoding': accepted })
    expect(response.headers['content-encoding']).toBe(encoding)
    expect(Number(response.headers['content-length'])).toBe(response.rawPayload.length)
    expect(decompress(response.rawPayload).toString()).toBe(MAIN)
  })

  test('HEAD tells what GET would, without the body', async () => {
    const options = { ...SCRIPT, 'accept-encoding': 'br' }
    const [head, whole] = await Promise.all([
      get('/assets/main-Ab12.js', options, 'HEAD'),
      get('/assets/main-Ab12.js', options),
    ])
    expect(head.body).toBe('')
    for (const name of ['content-type', 'content-length', 'content-encoding', 'etag', 'cache-control'])
      expect(head.headers[name], name).toBe(whole.headers[name])
  })

  test('what the build keeps for itself is not served, nor its compressed forms by name, nor links', async () => {
    for (const url of ['/.sources', '/assets/main-Ab12.js.br', '/link.txt'])
      expect((await get(url, SCRIPT)).statusCode, url).toBe(404)
  })
})

test('no path leads out of the folder', async () => {
  await market.api.listen({ port: 0, host: '127.0.0.1' })
  const { port } = market.api.server.address() as AddressInfo
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/assets/%00',
    '/secret.txt',
  ]) {
    const asked = request({ port, host: '127.0.0.1', path, headers: { host: 'localhost', accept: '*/*' } }).end()
    const [response] = await once(asked, 'response')
    let body = ''
    for await (const piece of response) body += piece
    expect({ path, isRefused: response.statusCode >= 400 }).toEqual({ path, isRefused: true })
    expect(body).not.toContain('not for anybody')
  }
})

describe('security headers', () => {
  test('let a page speak to its server, nodes and files, under the name it was opened by', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'music.example.org']) {
      const { headers } = await get('/wallet', { ...PAGE, host: `${name}:8080` })
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
          "img-src 'self' data:; font-src 'self'; " +
          `media-src 'self' blob: http://${name}:8081; ` +
          `connect-src 'self' ws://${name}:9944 http://${name}:9944 http://${name}:8081; ` +
          "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'permissions-policy': expect.stringContaining('camera=()'),
      })
    }
  })

  test('are on scripts as well, which become workers', async () => {
    const { headers } = await get('/assets/main-Ab12.js', SCRIPT)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  test('a host nobody allowed gets no page', async () => {
    expect((await get('/', { ...PAGE, host: 'evil.example' })).statusCode).toBe(403)
  })
})

test('without a built app there is none', async () => {
  expect(await AppFiles.load(join(root, 'nowhere'))).toBeUndefined()
  expect(await AppFiles.load(join(root, 'dist/assets'))).toBeUndefined()
})
