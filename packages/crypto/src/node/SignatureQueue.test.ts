import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { samples } from '../verify/signatureVerifierSuite.ts'
import { SignatureQueue } from './SignatureQueue.ts'

const items = samples(300).filter(({ signature }) => signature.value.length >= 64)
const fitting = items.filter(({ message }) => message.length <= 256)

function filled(): SignatureQueue {
  const queue = SignatureQueue.create(512)
  fitting.forEach(({ signature, message, account }, position) => queue.write(position, signature, message, account))
  return queue
}

const verdictsOf = (queue: SignatureQueue): (boolean | undefined)[] => fitting.map((_, i) => queue.verdict(i))

test('what extrinsics sign fits into a slot; longer messages and malformed signatures do not', () => {
  const queue = SignatureQueue.create(1)
  const [{ signature }] = fitting
  expect(queue.fits(signature, new Uint8Array(256))).toBe(true)
  expect(queue.fits(signature, new Uint8Array(283))).toBe(true)
  expect(queue.fits(signature, new Uint8Array(284))).toBe(false)
  expect(queue.fits({ ...signature, value: signature.value.subarray(1) }, new Uint8Array(0))).toBe(false)
  expect(queue.fits({ type: 'Other', value: new Uint8Array(64) } as never, new Uint8Array(0))).toBe(false)
})

test('only what is published can be taken, each position once, in smaller and smaller shares', () => {
  const queue = filled()
  expect(queue.take()).toBeUndefined()
  queue.publish(20)
  const chunks = Array.from({ length: 6 }, () => queue.take())
  expect(chunks.map((chunk) => chunk?.count)).toEqual([10, 5, 3, 1, 1, undefined])
  expect(chunks.map((chunk) => chunk?.start)).toEqual([0, 10, 15, 18, 19, undefined])
})

test('a worker verifies everything published, without the thread that put it in, and leaves when stopped', async () => {
  const queue = filled()
  const worker = new Worker(new URL('./verifyWorker.ts', import.meta.url), { workerData: queue.shared })
  queue.publish(fitting.length)
  for (let seen = queue.progress; verdictsOf(queue).includes(undefined); seen = queue.progress)
    await queue.untilProgress(seen)
  expect(verdictsOf(queue)).toEqual(fitting.map(({ valid }) => valid))
  queue.stop()
  expect(await once(worker, 'exit')).toEqual([0])
})

test('what was taken by threads that are gone is done again, and nothing else', () => {
  const queue = filled()
  queue.publish(100)
  queue.take()
  queue.redo(0)
  const verdicts = verdictsOf(queue)
  expect(verdicts.slice(0, 16)).toEqual(fitting.slice(0, 16).map(({ valid }) => valid))
  expect(verdicts.slice(16).every((verdict) => verdict === undefined)).toBe(true)
})

test('positions wrap at 2^32', () => {
  const queue = SignatureQueue.create(16)
  const start = -3 // 2^32 - 3 as the counters see it
  new Int32Array(queue.shared.control).fill(start, 0, 2)
  for (let i = 0; i < 8; i++) queue.write((start + i) | 0, fitting[i].signature, fitting[i].message, fitting[i].account)
  queue.publish((start + 8) | 0)
  for (let chunk = queue.take(); chunk; chunk = queue.take()) queue.verify(chunk)
  for (let i = 0; i < 8; i++) expect(queue.verdict((start + i) | 0), `position ${i}`).toBe(fitting[i].valid)
})
