import { execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, encode, fromHex, ss58Decode } from '../../packages/codec/src/index.ts'
import { describeBlob } from '../../packages/content/src/index.ts'
import { type SignatureScheme, verifySignature } from '../../packages/crypto/src/index.ts'
import { decodeExtrinsic, extrinsicHash, type Runtime, signaturePayload } from '../../packages/frame/src/index.ts'
import { createRuntime, PRESETS } from '../../packages/runtime/src/index.ts'
import { buyLicence, createOffer, type LicenceProof, proveLicence } from '../../packages/sdk/src/index.ts'
import { publishOnChain } from '../../packages/sdk/src/testing/publishOnChain.ts'
import {
  BLOCKS_TO_FINALITY,
  type ChainWithClient,
  devKeys,
  producing,
  startChain,
} from '../../packages/sdk/src/testing/startChain.ts'
import { hasChromium, launchChromium } from '../chromium.ts'
import type { check, Given } from './packed/check.ts'

// codec, crypto and sdk as others get them: packed, installed in an empty project, used there.

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = join(import.meta.dirname, 'packed')
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')
const run = promisify(execFile)

type Found = Awaited<ReturnType<typeof check>>

let project: string
let chain: ChainWithClient
let given: Given

/** The environment without what `npm test` says of this repository: npm would take the project for a part of it. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:package|lifecycle|config_(?:local_prefix|workspace))/.test(name),
  ),
)

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'echochain-packed-'))
  chain = await startChain()
  const [proof] = await Promise.all([makeProof(), installPacked()])
  given = { url: chain.node.wsUrl, proof }
  await writeFile(join(project, 'given.json'), JSON.stringify(given))
}, 180_000)

async function installPacked(): Promise<void> {
  await cp(SOURCES, project, { recursive: true })
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const packed = join(project, 'packed')
  await run(process.execPath, [join(ROOT, 'scripts/pack.ts'), packed], { env: environment })
  const tarballs = (await readdir(packed)).filter((name) => name.endsWith('.tgz')).map((name) => join(packed, name))
  expect(tarballs).toHaveLength(3)
  const quickly = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
  await run('npm', ['install', ...quickly, ...tarballs], { cwd: project, env: environment })
}

afterAll(async () => {
  await chain[Symbol.asyncDispose]()
  await rm(project, { recursive: true })
})

/** Of a licence that Alice bought. */
async function makeProof(): Promise<LicenceProof> {
  const offer = createOffer('Commercial', 1_000_000_000_000n)
  const sample = await publishOnChain(chain, 'a loop', { offers: [offer] }, devKeys('Bob'))
  const { licence } = await buyLicence(chain.client, sample, offer, devKeys('Alice'), producing(chain.node))
  await chain.node.produceMany(BLOCKS_TO_FINALITY)
  return proveLicence(chain.client, licence)
}

const addressIn = (scheme: SignatureScheme): string =>
  ({
    sr25519: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
    ed25519: '5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu',
    ecdsa: '5C7C2Z5sWbytvHpuLTvzKunnnRwQxft1jiqrLD5rhucQ5S9X',
  })[scheme]

/** What an immortal transaction signs beside what it carries. */
function additionalOf({ extensions, version }: Runtime): Uint8Array {
  const values: Readonly<Record<string, unknown>> = {
    CheckSpecVersion: version.specVersion,
    CheckTxVersion: version.transactionVersion,
    CheckGenesis: given.proof.genesisHash,
    CheckMortality: given.proof.genesisHash,
  }
  return concatBytes(...extensions.map(({ identifier, additional }) => encode(additional, values[identifier])))
}

/** What was done with the packed packages, judged by those of this repository. */
async function expectRight(found: Found, backend: Found['backend']): Promise<void> {
  expect(found.backend).toBe(backend)
  expect(found.encoded).toEqual({ bytes: '0x07000000011c77c3b672746572', value: { at: 7, words: 'wörter' } })
  expect(found.licence).toEqual({ kind: 'Commercial', holder: addressIn('sr25519'), refusal: 'BAD_PROOF' })
  expect(found.content).toEqual(await describeBlob(new Blob(['EchoChain'.repeat(300_000)])))
  expect(found.signed.map(({ address }) => address)).toEqual((['sr25519', 'ed25519', 'ecdsa'] as const).map(addressIn))
  const runtime = createRuntime(PRESETS.dev)
  for (const { address, extrinsic, hash, call, signer, verifies } of found.signed) {
    const bytes = fromHex(extrinsic)
    const { signed } = decodeExtrinsic(runtime, bytes)
    expect({ call, signer, verifies }, address).toEqual({
      call: 'Balances.transfer_keep_alive',
      signer: address,
      verifies: true,
    })
    expect(hash, address).toBe(extrinsicHash(bytes))
    expect(signed?.account, address).toBe(ss58Decode(address).account)
    const payload = signaturePayload(signed!.ownPayload, additionalOf(runtime))
    expect(verifySignature(signed!.signature, payload, signed!.account), address).toBe(true)
  }
  expect(found.sent).toMatchObject({ received: '2000000000000', succeeded: true })
  const included = chain.node.chain.block(chain.node.chain.best.hash)!.extrinsics.map(extrinsicHash)
  expect(included).toContain(found.sent.hash)
}

/** Runs a program in the project; makes a block whenever it prints that its transaction is ready. */
async function runInProject(...args: string[]): Promise<string[]> {
  const child = spawn(process.execPath, args, { cwd: project, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (text) => (errors += text))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    if (line === 'ready') await chain.node.produce()
  }
  expect(await ended, errors).toBe(0)
  expect(errors).toBe('')
  return lines
}

async function typeCheck(options: object, files: readonly string[]): Promise<void> {
  const config = join(project, `tsconfig.${files[0]}.json`)
  const common = {
    target: 'es2024',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false, // the declarations of the packages, too
    noEmit: true,
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
  }
  await writeFile(config, JSON.stringify({ compilerOptions: { ...common, ...options }, files }))
  const { stdout } = await run(process.execPath, [TSC, '-p', config]).catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
}

describe('in Node', () => {
  test('the packages say what they need and carry no source', async () => {
    for (const name of ['codec', 'crypto', 'sdk']) {
      const folder = join(project, 'node_modules/@echochain', name)
      const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
      expect(manifest, name).toMatchObject({ name: `@echochain/${name}`, license: 'MIT', type: 'module' })
      expect(manifest.private, name).toBeUndefined()
      for (const [dependency, version] of Object.entries(manifest.dependencies))
        expect(version, dependency).toMatch(/^\d+\.\d+\.\d+$/)
      const files = await readdir(folder, { recursive: true })
      expect(files, name).toContain('README.md')
      expect(
        files.filter((path) => /(?<!\.d)\.ts$|test/.test(path)),
        name,
      ).toEqual([])
    }
    const installed = await readdir(join(project, 'node_modules/@echochain'))
    expect(installed.sort()).toEqual(['codec', 'crypto', 'sdk'])
  })

  test('a program type-checks against the shipped declarations', () =>
    typeCheck(
      {
        module: 'nodenext',
        lib: ['es2024', 'esnext.disposable'],
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules/@types')],
      },
      ['main.ts', 'check.ts'],
    ))

  test('it makes keys, signs, decodes, verifies a licence proof, sends a transaction, with the native libraries', async () => {
    const lines = await runInProject('main.ts', 'given.json')
    const found = JSON.parse(lines.at(-1)!)
    await expectRight(found, 'native')
    expect(found.workers).toEqual({ lost: [], verdicts: [true, false] })
  })

  test('the example of the sdk’s README runs', async () => {
    const readme = await readFile(join(ROOT, 'packages/sdk/README.md'), 'utf8')
    const [, example] = /```ts\n(.*?)```/s.exec(readme)!
    expect(example).toContain('ws://127.0.0.1:9944')
    await writeFile(join(project, 'example.ts'), example.replace('ws://127.0.0.1:9944', given.url))
    const lines = await runInProject('example.ts')
    expect(lines[0]).toMatch(/^Costs 0\.\d+ ECHO$/)
    expect(lines.slice(1, 4)).toEqual(['signed', 'ready', 'inBlock'])
    expect(lines[4]).toMatch(/^5FHneW46\w+ has \d+\.?\d* ECHO after block \d+$/)
  })
})

describe('in a page', () => {
  test('a bundle type-checks without Node’s types', () =>
    typeCheck(
      { module: 'esnext', moduleResolution: 'bundler', lib: ['es2024', 'esnext.disposable', 'dom'], types: [] },
      ['page.ts', 'check.ts'],
    ))

  test('it does the same with the portable libraries, under a strict content security policy', async ({ skip }) => {
    const { outputFiles } = await build({
      entryPoints: [join(project, 'page.ts')],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      minify: true,
    })
    if (!hasChromium('the packed packages were not tried in a page')) return skip()
    const server = await servePage(outputFiles[0].text)
    const browser = await launchChromium()
    try {
      const page = await browser.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => errors.push(message.text()))
      await page.exposeFunction('onReady', async () => void (await chain.node.produce()))
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      const found = await page.evaluate((it) => {
        const { check, onReady } = globalThis as any
        return check(it, onReady)
      }, given)
      expect(errors).toEqual([])
      await expectRight(found, 'portable')
    } finally {
      await browser.close()
      server.close()
    }
  })
})

async function servePage(script: string) {
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; connect-src ws:",
    )
    response.end(
      isScript
        ? script
        : '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
