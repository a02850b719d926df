import { expect, test } from 'vitest'
import type { FollowEvent } from './FollowEvent.ts'
import { Operations } from './Operations.ts'

function create(limit = 3) {
  const events: FollowEvent[] = []
  return { events, operations: new Operations(limit, (event) => events.push(event)) }
}

test('items take room while their operation lasts, and give it back once', () => {
  const { operations } = create()
  const two = operations.begin('a', 2)
  operations.begin('b', 1)
  expect(operations.room).toBe(0)
  two.finish({ event: 'operationStorageDone' })
  two.stop()
  expect(operations.room).toBe(2)
  expect(operations.get('a')).toBeUndefined()
  expect(operations.get('b')).toBeDefined()
})

test('an operation goes on once for each time it waited', () => {
  const { events, operations } = create()
  const operation = operations.begin('a', 1)
  expect(operation.continue()).toBe(false)
  let resumed = 0
  operation.pause(() => resumed++)
  expect(events).toEqual([{ event: 'operationWaitingForContinue', operationId: 'a' }])
  expect(operation.continue()).toBe(true)
  expect(operation.continue()).toBe(false)
  expect(resumed).toBe(1)
})

test('nothing is heard of an operation that was stopped, or of any once they are closed', () => {
  const { events, operations } = create()
  const a = operations.begin('a', 1)
  const b = operations.begin('b', 1)
  a.stop()
  a.emit({ event: 'operationStorageDone' })
  operations.close()
  b.finish({ event: 'operationCallDone', output: '0x' })
  expect(events).toEqual([])
  expect(operations.room).toBe(3)
})
