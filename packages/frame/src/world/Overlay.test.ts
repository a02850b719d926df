import { decode, encode, type Hex, toHex, u128, u32 } from '@echochain/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AnyStorageItem, bindStorageItem, map, storageKey, value } from '../module/storage.ts'
import { TestState } from '../testing/TestState.ts'
import { Overlay } from './Overlay.ts'

const single = value('', u32)
const counted = value('', u32, 9)
const byNumber = map('', u32, u128)
const byPair = map('', { ...u32, type: u32.type } as typeof u32, u128, { initial: 3n, hasher: 'twox_64_concat' })
const items: Record<string, AnyStorageItem> = { single, counted, byNumber, byPair }
for (const [name, item] of Object.entries(items)) bindStorageItem(item, 'Test', name)

interface Place {
  readonly item: AnyStorageItem
  readonly key: number | undefined
}
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.constantFrom<Place>({ item: single, key: undefined }, { item: counted, key: undefined }),
  fc.record({ item: fc.constantFrom<AnyStorageItem>(byNumber, byPair), key: fc.nat(3) }),
)
type Step =
  | { readonly do: 'read' | 'remove'; readonly place: Place }
  | { readonly do: 'write'; readonly place: Place; readonly value: number }
  | { readonly do: 'begin' | 'keep' | 'undo' | 'settle' }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), place, value: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('read' as const, 'remove' as const), place }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('begin' as const, 'keep' as const, 'undo' as const, 'settle' as const),
    }),
  },
)

const typed = ({ item }: Place, plain: number): unknown => (item.codec.type === u128.type ? BigInt(plain) : plain)
const keyOf = ({ item, key }: Place): Hex => toHex(storageKey(item, key))

/** The overlay done naively: a whole copy of the state for every checkpoint. */
class Model {
  entries: Map<Hex, Uint8Array>
  readonly checkpoints: Map<Hex, Uint8Array>[] = []

  constructor(entries: Map<Hex, Uint8Array>) {
    this.entries = new Map(entries)
  }

  read({ item, key }: Place): unknown {
    const bytes = this.entries.get(keyOf({ item, key }))
    return bytes === undefined ? item.initial : decode(item.codec, bytes)
  }
}

function runStep(overlay: Overlay, model: Model, checkpoints: number[], next: Step): void {
  switch (next.do) {
    case 'read':
      break
    case 'write':
      overlay.slot<unknown, unknown>(next.place.item as never, next.place.key).value = typed(next.place, next.value)
      model.entries.set(keyOf(next.place), encode(next.place.item.codec, typed(next.place, next.value)))
      break
    case 'remove':
      overlay.slot<unknown, unknown>(next.place.item as never, next.place.key).remove()
      model.entries.delete(keyOf(next.place))
      break
    case 'begin':
      checkpoints.push(overlay.checkpoint())
      model.checkpoints.push(new Map(model.entries))
      break
    case 'keep':
      checkpoints.pop()
      model.checkpoints.pop()
      break
    case 'undo':
      if (checkpoints.length === 0) break
      overlay.rollback(checkpoints.pop()!)
      model.entries = model.checkpoints.pop()!
      break
    case 'settle':
      overlay.clearJournal()
      checkpoints.length = 0
      model.checkpoints.length = 0
  }
  if ('place' in next)
    expect(overlay.slot<unknown, unknown>(next.place.item as never, next.place.key).value).toEqual(
      model.read(next.place),
    )
}

test('an overlay with nested checkpoints is a state that is copied at each of them, through several blocks', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 40 }), { maxLength: 4 }), fc.boolean(), (blocks, inherit) => {
      let state = new TestState()
      let inherited
      for (const steps of blocks) {
        const overlay = new Overlay(state, inherited)
        const model = new Model(state.entries)
        const checkpoints: number[] = []
        for (const next of steps) runStep(overlay, model, checkpoints, next)
        const changes = overlay.changes()
        for (const change of changes)
          expect(change.existed, toHex(change.key)).toBe(state.get(change.key) !== undefined)
        for (const change of changes) expect(change.existed || change.value !== undefined).toBe(true)
        expect(new Set(changes.map(({ key }) => toHex(key))).size).toBe(changes.length)
        state = state.with(changes)
        expect(new Map([...state.entries].sort())).toEqual(new Map([...model.entries].sort()))
        inherited = inherit ? overlay.entries() : undefined
      }
    }),
    { numRuns: 500 },
  )
})

test('what was taken back is no change, nor is what was read', () => {
  const overlay = new Overlay(new TestState([[toHex(storageKey(counted)), encode(u32, 4)]]))
  const slot = overlay.slot(counted)
  const checkpoint = overlay.checkpoint()
  slot.value = 5
  overlay.slot(byNumber, 1).value = 1n
  overlay.rollback(checkpoint)
  expect(slot.value).toBe(4)
  expect(overlay.changes()).toEqual([])
})

test('an entry is read and decoded once; the child block takes it from the parent', () => {
  const reads: string[] = []
  const state = new TestState([[toHex(storageKey(counted)), encode(u32, 4)]])
  const parent = { peek: (key: Uint8Array) => (reads.push(toHex(key)), state.get(key)) }
  const overlay = new Overlay(parent)
  expect([overlay.slot(counted).value, overlay.slot(counted).value, overlay.slot(single).value]).toEqual([
    4,
    4,
    undefined,
  ])
  expect(reads).toHaveLength(2)
  const child = new Overlay({ peek: () => expect.unreachable('read again') }, overlay.entries())
  expect([child.slot(counted).value, child.slot(single).value]).toEqual([4, undefined])
})
