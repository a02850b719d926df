// How fast this machine checks signatures, one at a time, in the worker pool, and validators' aggregates.
import {
  aggregateSignatures,
  BlsPublicKey,
  BlsSecretKey,
  cryptoLibraries,
  type Keypair,
  keypairFromUri,
  type MultiSignature,
  type SignatureScheme,
  verifyAggregate,
  verifyBls,
  verifySignature,
} from '@echochain/crypto'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import { availableParallelism } from 'node:os'
import type { BenchRow } from './BenchRow.ts'

/** What a transfer signs: 117 bytes. */
const PAYLOAD_BYTES = 117
/** Enough of each scheme that a run takes 0.1 to 0.5 s. */
const SINGLE_COUNT = { ed25519: 4000, ecdsa: 4000, sr25519: 1000 }
/** A full block of the bench configuration, and for sr25519 a quarter of one. */
const BATCH_COUNT = { ed25519: 10_000, ecdsa: 10_000, sr25519: 2500 }
const COMMITTEE = 64

interface Signed {
  readonly signature: MultiSignature
  readonly message: Uint8Array
}

/** Medians of `runs` runs after one to warm up. Everything verified must be valid, else it throws. */
export async function benchSignatures({ runs }: { runs: number }): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const scheme of ['ed25519', 'ecdsa', 'sr25519'] as const) rows.push(...(await benchScheme(scheme, runs)))
  return [...rows, ...benchBls(runs)]
}

async function benchScheme(scheme: SignatureScheme, runs: number): Promise<BenchRow[]> {
  const key = keypairFromUri('//Alice', scheme)
  const count = SINGLE_COUNT[scheme]
  const signed = signMessages(key, count)
  const sign = median(runs, () => void signMessages(key, count))
  const single = median(runs, () => {
    for (const { signature, message } of signed) mustHold(verifySignature(signature, message, key.account))
  })
  const perCore = (1000 * count) / single
  const inPool = BATCH_COUNT[scheme]
  const batch = await benchPool(runs, key, signed, inPool)
  return [
    { what: `${scheme} sign`, value: (1000 * count) / sign, unit: '1/s' },
    { what: `${scheme} verify, one core`, value: perCore, unit: '1/s', note: cryptoLibraries()[scheme] },
    {
      what: `${scheme} verify, ${inPool} in the pool`,
      value: (1000 * inPool) / batch,
      unit: '1/s',
      limit: perCore * availableParallelism(),
      note: `${Math.max(1, availableParallelism() - 1)} worker(s) and the main thread; limit: all cores at the rate of one`,
    },
  ]
}

/** Median milliseconds for a batch of `count` in a pool that has done one before. */
async function benchPool(runs: number, key: Keypair, signed: readonly Signed[], count: number): Promise<number> {
  const verifier = new WorkerSignatureVerifier()
  const times: number[] = []
  for (let run = 0; run <= runs; run++) {
    const start = performance.now()
    const batch = verifier.begin()
    for (let i = 0; i < count; i++) {
      const { signature, message } = signed[i % signed.length]
      batch.add(signature, message, key.account)
    }
    mustHold((await batch.finish()).every(Boolean))
    if (run > 0) times.push(performance.now() - start)
  }
  await verifier.close()
  return middle(times)
}

function benchBls(runs: number): BenchRow[] {
  const message = new Uint8Array(32).fill(1)
  const secrets = Array.from({ length: COMMITTEE }, (_, i) => BlsSecretKey.fromSeed(new Uint8Array(32).fill(i + 1)))
  const keys = secrets.map(({ publicKey }) => BlsPublicKey.fromBytes(publicKey))
  const signatures = secrets.map((secret) => secret.sign(message))
  const sum = aggregateSignatures(signatures)
  const times = 20
  const repeated = (run: () => void): number =>
    median(runs, () => {
      for (let i = 0; i < times; i++) run()
    }) / times
  const note = cryptoLibraries().bls
  return [
    { what: 'BLS sign', value: repeated(() => void secrets[0].sign(message)), unit: 'ms', note },
    {
      what: 'BLS verify',
      value: repeated(() => mustHold(verifyBls(keys[0], message, signatures[0]))),
      unit: 'ms',
      note,
    },
    {
      what: `BLS verify, aggregate of ${COMMITTEE}`,
      value: repeated(() => mustHold(verifyAggregate(keys, message, sum))),
      unit: 'ms',
      note,
    },
    {
      what: `BLS aggregate ${COMMITTEE}`,
      value: repeated(() => void aggregateSignatures(signatures)),
      unit: 'ms',
      note,
    },
    {
      what: 'BLS decode a public key',
      value: repeated(() => void BlsPublicKey.fromBytes(secrets[0].publicKey)),
      unit: 'ms',
      note,
    },
  ]
}

function signMessages(key: Keypair, count: number): Signed[] {
  return Array.from({ length: count }, (_, i) => {
    const message = new Uint8Array(PAYLOAD_BYTES)
    new DataView(message.buffer).setUint32(0, i)
    return { signature: key.sign(message), message }
  })
}

function mustHold(valid: boolean): void {
  if (!valid) throw new Error('A signature made by this benchmark was refused')
}

/** Median milliseconds of a run, after one that is not counted. */
function median(runs: number, run: () => void): number {
  run()
  return middle(
    Array.from({ length: runs }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]
