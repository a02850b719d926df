import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { addAll, samples, signatureVerifierSuite } from '../verify/signatureVerifierSuite.ts'
import { WorkerSignatureVerifier, type WorkerVerifierOptions } from './WorkerSignatureVerifier.ts'

const program = (source: string): URL => new URL(`data:text/javascript,${encodeURIComponent(source)}`)
const QUEUE = JSON.stringify(new URL('./SignatureQueue.ts', import.meta.url).href)

describe.each([{ workers: 1 }, { workers: 3 }, { workers: 0 }, { workers: 2, capacity: 16 }])('with %o', (options) => {
  signatureVerifierSuite(() => new WorkerSignatureVerifier(options))
})

describe('WorkerSignatureVerifier', () => {
  const open: WorkerSignatureVerifier[] = []
  const create = (options: WorkerVerifierOptions): WorkerSignatureVerifier => {
    const verifier = new WorkerSignatureVerifier(options)
    open.push(verifier)
    return verifier
  }
  afterEach(async () => {
    for (const verifier of open.splice(0)) await verifier.close()
  })

  const items = samples(400)
  const expected = items.map(({ valid }) => valid)

  test('positions go on through many turns of the ring', async () => {
    const verifier = create({ workers: 2, capacity: 64 })
    for (let round = 0; round < 12; round++) {
      const batch = verifier.begin()
      addAll(batch, items)
      expect(await batch.finish(), `round ${round}`).toEqual(expected)
    }
  })

  test.each([
    ['dies at once', 'process.exit(3)'],
    ['cannot start', 'import "./missing.js"'],
    [
      'dies with a chunk in its hands',
      `
      import { workerData } from 'node:worker_threads'
      import { SignatureQueue } from ${QUEUE}
      const queue = SignatureQueue.attach(workerData)
      for (;;) if (queue.take()) throw new Error('no more')
    `,
    ],
  ])('a worker that %s is noticed, and every verdict still comes', async (_, source) => {
    const { promise: lost, resolve } = Promise.withResolvers<Error>()
    const verifier = create({ workers: 2, program: program(source), onWorkerLost: resolve })
    const before = verifier.begin()
    addAll(before, items)
    expect((await lost).message).toContain('signature worker')
    expect(await before.finish()).toEqual(expected)
    const after = verifier.begin()
    addAll(after, items)
    expect(await after.finish()).toEqual(expected)
  })

  test('a batch that is being finished when a worker dies is finished all the same', async () => {
    const source = `
      import { workerData } from 'node:worker_threads'
      import { SignatureQueue } from ${QUEUE}
      const queue = SignatureQueue.attach(workerData)
      while (!queue.take());
      setTimeout(() => process.exit(1), 100)
    `
    const verifier = create({ workers: 1, program: program(source) })
    for (let round = 0; round < 20; round++) {
      const batch = verifier.begin()
      addAll(batch, items)
      expect(await batch.finish(), `round ${round}`).toEqual(expected)
    }
  })

  test('a batch takes at most 100,000 signatures', () => {
    const batch = create({ workers: 0 }).begin()
    const { message, account } = items[0]
    const malformed = { type: 'Ed25519', value: new Uint8Array(0) } as const
    for (let i = 0; i < 100_000; i++) batch.add(malformed, message, account)
    expect(() => batch.add(malformed, message, account)).toThrow(expect.objectContaining({ code: 'BATCH_FULL' }))
  })

  test('a capacity that is no power of two is refused', () => {
    expect(() => new WorkerSignatureVerifier({ capacity: 1000 })).toThrow(RangeError)
  })
})

test.each(['idle', 'busy', 'starting'])(
  'a process ends by itself, in peace, with the pool %s and not closed',
  async (state) => {
    const source = `
    import { keypairFromUri } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)}
    import { WorkerSignatureVerifier } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    const verifier = new WorkerSignatureVerifier({ workers: 2 })
    const key = keypairFromUri('//Alice', 'sr25519')
    const message = new Uint8Array(9)
    const signature = key.sign(message)
    const add = () => {
      const batch = verifier.begin()
      for (let i = 0; i < 1000; i++) batch.add(signature, message, key.account)
      return batch
    }
    if (${state !== 'starting'}) console.log((await add().finish()).every(Boolean))
    if (${state === 'busy'}) add()
  `
    const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    const [code, signal] = await once(child, 'exit')
    expect({ code, signal, output }).toEqual({ code: 0, signal: null, output: state === 'starting' ? '' : 'true\n' })
  },
)
