import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PriorityHeap } from './PriorityHeap.ts'

const smallestFirst = (a: number, b: number): boolean => a < b

test('gives everything back in order, from whatever it was made', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      const heap = new PriorityHeap(smallestFirst, items)
      expect(heap.size).toBe(items.length)
      const popped = Array.from({ length: items.length }, () => heap.pop())
      expect(popped).toEqual(items.toSorted((a, b) => a - b))
      expect(heap.pop()).toBeUndefined()
    }),
  )
})

test('any mixture of pushes and pops gives what a sorted list would', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 50 }))), (steps) => {
      const heap = new PriorityHeap(smallestFirst)
      const model: number[] = []
      for (const step of steps)
        if (step === null) expect(heap.pop()).toBe(model.shift())
        else {
          heap.push(step)
          model.push(step)
          model.sort((a, b) => a - b)
        }
      expect(heap.size).toBe(model.length)
    }),
  )
})
