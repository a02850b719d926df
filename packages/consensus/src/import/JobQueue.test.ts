import { expect, test } from 'vitest'
import { JobQueue } from './JobQueue.ts'

const LIMITS = { jobs: 3, bytes: 100 }

test('runs one job after the other, in order, whatever they come to', async () => {
  const queue = new JobQueue(LIMITS)
  const log: string[] = []
  const job = (name: string) => async () => {
    log.push(`${name} begins`)
    await Promise.resolve()
    log.push(`${name} ends`)
    if (name === 'b') throw new Error('b fails')
    return name
  }
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => queue.run(job(name))))
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(queue.length).toBe(0)
  expect(await queue.run(job('d'))).toBe('d')
})

test('refuses what is over its bounds in number or bytes, and takes it when there is room again', async () => {
  const queue = new JobQueue(LIMITS)
  const nothing = async () => {}
  const gate = Promise.withResolvers<void>()
  const large = queue.run(() => gate.promise, 60)
  await expect(queue.run(nothing, 41)).rejects.toMatchObject({ code: 'QUEUE_FULL' })
  const rest = [queue.run(nothing, 40), queue.run(nothing)]
  await expect(queue.run(nothing)).rejects.toMatchObject({ code: 'QUEUE_FULL' })
  gate.resolve()
  await Promise.all([large, ...rest])
  await queue.run(nothing, 100)
})

test('urgent jobs come before those that wait and are never refused', async () => {
  const queue = new JobQueue(LIMITS)
  const order: string[] = []
  const jobs = ['a', 'b', 'c'].map((name) => queue.run(async () => void order.push(name)))
  await Promise.all([queue.runNext(async () => void order.push('urgent')), ...jobs])
  expect(order).toEqual(['a', 'urgent', 'b', 'c'])
})

test('closing waits for what was taken and takes nothing more', async () => {
  const queue = new JobQueue(LIMITS)
  const done: string[] = []
  for (const name of ['a', 'b']) void queue.run(async () => void done.push(name))
  const closing = queue.close()
  await expect(queue.run(async () => {})).rejects.toMatchObject({ code: 'CLOSED' })
  await closing
  expect(done).toEqual(['a', 'b'])
  await queue.close()
})
