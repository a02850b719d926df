import { expect, test } from 'vitest'
import { Signal } from './Signal.ts'

test('tells every listener in order of subscription, until it leaves', () => {
  const signal = new Signal<number>()
  const told: string[] = []
  const leave = signal.subscribe((value) => told.push(`a${value}`))
  signal.subscribe((value) => told.push(`b${value}`))
  signal.emit(1)
  leave()
  leave()
  signal.emit(2)
  expect(told).toEqual(['a1', 'b1', 'b2'])
  expect(signal.listeners).toBe(1)
})

test('who leaves while it tells is not told, who comes is told from the next time on', () => {
  const signal = new Signal<number>()
  const told: string[] = []
  signal.subscribe((value) => {
    told.push(`a${value}`)
    leaveB()
    if (value === 1) signal.subscribe((later) => told.push(`c${later}`))
  })
  const leaveB = signal.subscribe((value) => told.push(`b${value}`))
  signal.emit(1)
  signal.emit(2)
  expect(told).toEqual(['a1', 'a2', 'c2'])
})

test('a listener that throws is reported, and the others are told', () => {
  const errors: unknown[] = []
  const signal = new Signal<number>((error) => errors.push(error))
  const told: number[] = []
  const failure = new Error('no')
  signal.subscribe(() => {
    throw failure
  })
  signal.subscribe((value) => told.push(value))
  signal.emit(1)
  expect(told).toEqual([1])
  expect(errors).toEqual([failure])
})
