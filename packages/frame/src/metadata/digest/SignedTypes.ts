import type { MetadataModel } from '../layout/MetadataLayout.ts'
import type { PortableField, PortableType } from '../layout/PortableType.ts'
import type { TypeLeaf, TypeRef } from './DigestLayout.ts'

/** The types by which a transaction can be decoded, numbered anew without gaps, as RFC-78 hashes them. */
export class SignedTypes {
  readonly #types: readonly PortableType[]
  /** New numbers by those of the metadata; types that take no bytes or need no leaf have none. */
  readonly #numbers: ReadonlyMap<number, number>

  constructor({ types, extrinsic }: MetadataModel) {
    this.#types = types
    const reached = new Set<number>()
    for (const id of [extrinsic.call, extrinsic.address, extrinsic.signature]) this.#reach(id, reached)
    for (const { extra, additional } of extrinsic.extensions) {
      this.#reach(extra, reached)
      this.#reach(additional, reached)
    }
    this.#numbers = new Map([...reached].sort((a, b) => a - b).map((id, number) => [id, number]))
  }

  #reach(id: number, reached: Set<number>): void {
    const { definition } = this.#types[id]
    if (reached.has(id) || definition.type === 'Primitive' || definition.type === 'Compact') return
    if (Array.isArray(definition.value) && definition.value.length === 0) return
    reached.add(id)
    for (const part of partsOf(this.#types[id])) this.#reach(part, reached)
  }

  /** How a use of the type is written. */
  refTo(id: number): TypeRef {
    const { definition } = this.#types[id]
    if (definition.type === 'Primitive') return { type: definition.value }
    if (definition.type === 'Compact') return this.#compactRef(definition.value)
    const number = this.#numbers.get(id)
    return number === undefined ? { type: 'void' } : { type: 'perId', value: number }
  }

  /** Compact numbers may be wrapped in types of one field; a compact nothing is nothing. */
  #compactRef(of: number): TypeRef {
    const { definition } = this.#types[of]
    if (definition.type === 'Primitive') {
      const type = `compact${definition.value.toUpperCase()}`
      if (COMPACT_REFS.has(type)) return { type } as TypeRef
    } else if (definition.type === 'Composite' || definition.type === 'Tuple') {
      const parts = partsOf(this.#types[of])
      if (parts.length === 0) return { type: 'void' }
      if (parts.length === 1) return this.#compactRef(parts[0])
    }
    throw new Error(`The metadata has a compact type that is no number: ${definition.type}`)
  }

  /** The leaves of the tree in their order: by number, the variants of a type by index. */
  leaves(): TypeLeaf[] {
    return [...this.#numbers].flatMap(([id, typeId]) => {
      const { path } = this.#types[id]
      return this.#definitions(this.#types[id]).map((definition) => ({ path, definition, typeId }))
    })
  }

  #definitions({ definition }: PortableType): TypeLeaf['definition'][] {
    const fields = (list: readonly PortableField[]) =>
      list.map(({ name, type, typeName }) => ({ name, type: this.refTo(type), typeName }))
    switch (definition.type) {
      case 'Composite':
        return [{ type: 'Composite', value: fields(definition.value) }]
      case 'Variant':
        return [...definition.value]
          .sort((a, b) => a.index - b.index)
          .map(({ name, index, fields: list }) => ({
            type: 'Enumeration',
            value: { name, fields: fields(list), index },
          }))
      case 'Sequence':
        return [{ type: 'Sequence', value: this.refTo(definition.value) }]
      case 'Array':
        return [{ type: 'Array', value: { length: definition.value.length, of: this.refTo(definition.value.type) } }]
      case 'Tuple':
        return [{ type: 'Tuple', value: definition.value.map((item) => this.refTo(item)) }]
      case 'Primitive':
      case 'Compact':
        return []
    }
  }
}

const COMPACT_REFS = new Set(['compactU8', 'compactU16', 'compactU32', 'compactU64', 'compactU128', 'compactU256'])

/** Numbers of the types that a type directly consists of. */
function partsOf({ definition }: PortableType): readonly number[] {
  switch (definition.type) {
    case 'Composite':
      return definition.value.map(({ type }) => type)
    case 'Variant':
      return definition.value.flatMap(({ fields }) => fields.map(({ type }) => type))
    case 'Tuple':
      return definition.value
    case 'Array':
      return [definition.value.type]
    case 'Sequence':
    case 'Compact':
      return [definition.value]
    case 'Primitive':
      return []
  }
}
