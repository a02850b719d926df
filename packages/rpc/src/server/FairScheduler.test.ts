import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { FairScheduler } from './FairScheduler.ts'

const free = () => false

test('lanes take turns: who pushes much does not keep others waiting', async () => {
  const scheduler = new FairScheduler()
  const order: string[] = []
  const greedy = scheduler.createLane(free)
  const modest = scheduler.createLane(free)
  for (let i = 0; i < 5; i++) greedy.push(() => order.push(`greedy ${i}`))
  modest.push(() => order.push('modest'))
  await setImmediate()
  expect(order).toEqual(['greedy 0', 'modest', 'greedy 1', 'greedy 2', 'greedy 3', 'greedy 4'])
})

test('jobs of a lane keep their order, also those pushed meanwhile', async () => {
  const scheduler = new FairScheduler()
  const order: number[] = []
  const lane = scheduler.createLane(free)
  lane.push(() => {
    order.push(1)
    lane.push(() => order.push(3))
  })
  lane.push(() => order.push(2))
  await setImmediate()
  expect(order).toEqual([1, 2, 3])
})

test('a blocked lane waits until it is woken, and others go on', async () => {
  const scheduler = new FairScheduler()
  const order: string[] = []
  let isBlocked = true
  const slow = scheduler.createLane(() => isBlocked)
  const quick = scheduler.createLane(free)
  slow.push(() => order.push('slow'))
  quick.push(() => order.push('quick'))
  await setImmediate()
  expect(order).toEqual(['quick'])
  isBlocked = false
  slow.wake()
  await setImmediate()
  expect(order).toEqual(['quick', 'slow'])
})

test('what is answered at once is answered before many more jobs are begun', async () => {
  const scheduler = new FairScheduler()
  let unread = 0
  let most = 0
  const lane = scheduler.createLane(() => unread >= 10)
  const answer = async () => {
    await undefined
    await undefined
    most = Math.max(most, ++unread)
  }
  for (let i = 0; i < 500; i++) lane.push(() => void answer())
  await setImmediate()
  expect(most).toBeGreaterThanOrEqual(10)
  expect(most).toBeLessThan(20)
})

test('what is cleared is not done', async () => {
  const scheduler = new FairScheduler()
  const lane = scheduler.createLane(free)
  let done = 0
  lane.push(() => done++)
  lane.clear()
  await setImmediate()
  expect(done).toBe(0)
})

test('work that takes long lets the event loop turn in between', async () => {
  const scheduler = new FairScheduler()
  const lane = scheduler.createLane(free)
  const busy = () => {
    const end = performance.now() + 6
    while (performance.now() < end);
  }
  let done = 0
  for (let i = 0; i < 10; i++)
    lane.push(() => {
      busy()
      done++
    })
  await setImmediate()
  expect(done).toBeLessThan(10)
  await expect.poll(() => done).toBe(10)
})
