import { bool, type Codec, lazy, option, struct, tuple, type TypeDescription, u32, union, vec } from '@echochain/codec'
import { expect, test } from 'vitest'
import { TypeRegistry } from './TypeRegistry.ts'

test('a type without a name is known by its structure', () => {
  const registry = new TypeRegistry()
  const first = registry.idOf(tuple(u32, vec(bool, 3)).type)
  expect(registry.idOf(tuple(u32, vec(bool, 99)).type)).toBe(first)
  expect(registry.idOf(tuple(u32, vec(u32, 3)).type)).not.toBe(first)
  expect(registry.types()).toHaveLength(6)
})

test('a named type is known by path and parameters', () => {
  const registry = new TypeRegistry()
  const option32 = registry.idOf(option(u32).type)
  expect(registry.idOf(option(u32).type)).toBe(option32)
  expect(registry.idOf(option(bool).type)).not.toBe(option32)
  expect(registry.types()[option32]).toMatchObject({ path: ['Option'], params: [{ name: 'T' }] })
})

test('types of one name must be the same type', () => {
  const registry = new TypeRegistry()
  registry.idOf(struct('market::Price', { amount: u32 }).type)
  registry.idOf(struct('market::Price', { amount: u32 }).type)
  expect(registry.types()).toHaveLength(2)
  registry.idOf(struct('market::Price', { amount: bool }).type)
  expect(() => registry.types()).toThrow('Two different types are named market::Price')
})

interface Tree {
  readonly children: readonly Tree[]
  readonly next: Tree | undefined
}

test('a named type may contain itself, directly and within others', () => {
  const tree: Codec<Tree> = struct('forest::Tree', {
    children: vec(
      lazy(() => tree),
      4,
    ),
    next: option(lazy(() => tree)),
  })
  for (const start of [tree, option(tree), vec(tree, 2)]) {
    const registry = new TypeRegistry()
    registry.idOf(start.type)
    const types = registry.types()
    const id = types.findIndex(({ path }) => path.at(-1) === 'Tree')
    expect(types.filter(({ path }) => path.at(-1) === 'Tree')).toHaveLength(1)
    expect(types).toContainEqual({
      id: expect.any(Number),
      path: [],
      params: [],
      definition: { type: 'Sequence', value: id },
      docs: [],
    })
    expect(types.filter(({ path }) => path.at(-1) === 'Option')).toHaveLength(1)
  }
})

test('a substitute takes the place of a description made before its content was known', () => {
  const later: TypeDescription = { kind: 'lazy', get: () => expect.unreachable() }
  const known = union('a::Known', { One: [1] })
  const registry = new TypeRegistry(new Map([[later, known.type]]))
  expect(registry.idOf(later)).toBe(registry.idOf(known.type))
})

test('field names become snake_case, variant names stay', () => {
  const registry = new TypeRegistry()
  const id = registry.idOf(union('a::B', { SomeThing: [3, { firstPart: u32, x25519Key: bool }] }).type)
  expect(registry.types()[id].definition).toMatchObject({
    value: [{ name: 'SomeThing', index: 3, fields: [{ name: 'first_part' }, { name: 'x25519_key' }] }],
  })
})
