import { expect, it } from 'vitest'
import { meaningOfKey } from './meaningOfKey.ts'

/** An element that is found by these selectors, alone or among others. */
const focusOn = (...own: readonly string[]) => ({
  closest: (selectors: string) => (selectors.split(', ').some((selector) => own.includes(selector)) ? {} : null),
})
const press = (key: string, options: object = {}) =>
  meaningOfKey({
    key,
    target: focusOn() as unknown as EventTarget,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    defaultPrevented: false,
    ...options,
  })

it('knows the keys of the player, with Caps Lock as well', () => {
  const keys = [' ', 'j', 'J', 'ArrowDown', 'k', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'l', '/', '?', 'x', 'Enter']
  expect(keys.map((key) => press(key))).toEqual([
    'toggle',
    'next',
    'next',
    'next',
    'previous',
    'previous',
    'back',
    'forward',
    'loop',
    'search',
    'help',
    undefined,
    undefined,
  ])
})

it.each(['textarea', 'select', '[role=slider]', '[role=combobox]', '[role=dialog]', '[role=tablist]'])(
  'leaves the keys to %s',
  (selector) => {
    const target = focusOn(selector)
    expect(['j', ' ', 'ArrowDown', '/'].map((key) => press(key, { target }))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  },
)

it('leaves the space bar to what it presses, and nothing else', () => {
  const target = focusOn('button')
  expect([press(' ', { target }), press('j', { target })]).toEqual([undefined, 'next'])
  expect(press(' ', { target: focusOn('a') })).toBe('toggle')
})

it('leaves shortcuts of the browser alone, and what somebody else has dealt with', () => {
  const others = [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { defaultPrevented: true }]
  expect(others.map((other) => press('l', other))).toEqual([undefined, undefined, undefined, undefined])
})
