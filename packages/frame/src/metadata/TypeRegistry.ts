import type { CompositeDescription, FieldDescription, TypeDescription, VariantDescription } from '@echochain/codec'
import { snakeCase } from '../module/names.ts'
import type { PortableField, PortableType, TypeDefinition } from './layout/PortableType.ts'

type StructuredDescription = CompositeDescription | VariantDescription

const isNamed = (type: TypeDescription): type is StructuredDescription =>
  (type.kind === 'composite' || type.kind === 'variant') && type.path.length > 0

/**
 * Numbers type descriptions for the metadata, each type once: a named type is known by its path and parameters, any
 * other by its structure. Only named types may contain themselves.
 */
export class TypeRegistry {
  readonly #substitutes: ReadonlyMap<TypeDescription, TypeDescription>
  readonly #byIdentity = new Map<TypeDescription, number>()
  readonly #byKey = new Map<string, number>()
  readonly #types: PortableType[] = []
  /** Named types met again as another object, which must be compared with the first. */
  readonly #repeated: { readonly id: number; readonly type: StructuredDescription }[] = []

  /** `substitutes` stand in for descriptions that had to be made before their content was known. */
  constructor(substitutes: ReadonlyMap<TypeDescription, TypeDescription> = new Map()) {
    this.#substitutes = substitutes
  }

  /** The number of a type; types it consists of are numbered along. */
  idOf(type: TypeDescription): number {
    const known = this.#byIdentity.get(type)
    if (known !== undefined) return known
    const id = this.#intern(type)
    this.#byIdentity.set(type, id)
    return id
  }

  /**
   * All types in the order of their numbers.
   * @throws Error when types of one name differ: clients would read one as the other.
   */
  types(): readonly PortableType[] {
    for (let next = this.#repeated.pop(); next; next = this.#repeated.pop()) {
      const first = this.#types[next.id]
      if (JSON.stringify(first.definition) !== JSON.stringify(this.#define(next.type)))
        throw new Error(`Two different types are named ${first.path.join('::')}`)
    }
    return this.#types
  }

  #intern(type: TypeDescription): number {
    const substitute = this.#substitutes.get(type)
    if (substitute) return this.idOf(substitute)
    if (type.kind === 'lazy') return this.idOf(type.get())
    return isNamed(type) ? this.#internNamed(type) : this.#internByStructure(type)
  }

  #internNamed(type: StructuredDescription): number {
    const params = (type.params ?? []).map((param) => ({
      name: param.name,
      type: param.type && this.idOf(param.type),
    }))
    const key = `${type.path.join('::')}<${params.map((param) => param.type).join()}>`
    const known = this.#byKey.get(key)
    if (known !== undefined) {
      if (!this.#byIdentity.has(type)) this.#repeated.push({ id: known, type })
      return known
    }
    const id = this.#types.length
    this.#byKey.set(key, id)
    this.#byIdentity.set(type, id)
    this.#types.push({ id, path: type.path, params, definition: UNDEFINED, docs: [] })
    this.#types[id] = { id, path: type.path, params, definition: this.#define(type), docs: [] }
    return id
  }

  #internByStructure(type: TypeDescription): number {
    const definition = this.#define(type)
    const key = JSON.stringify(definition)
    const known = this.#byKey.get(key)
    if (known !== undefined) return known
    const id = this.#types.length
    this.#byKey.set(key, id)
    this.#types.push({ id, path: [], params: [], definition, docs: [] })
    return id
  }

  #define(type: TypeDescription): TypeDefinition {
    switch (type.kind) {
      case 'primitive':
        return { type: 'Primitive', value: type.name }
      case 'compact':
        return { type: 'Compact', value: this.idOf(type.of) }
      case 'sequence':
        return { type: 'Sequence', value: this.idOf(type.of) }
      case 'array':
        return { type: 'Array', value: { length: type.length, type: this.idOf(type.of) } }
      case 'tuple':
        return { type: 'Tuple', value: type.items.map((item) => this.idOf(item)) }
      case 'composite':
        return { type: 'Composite', value: type.fields.map((field) => this.#describeField(field)) }
      case 'variant':
        return {
          type: 'Variant',
          value: type.variants.map(({ name, index, fields, docs = [] }) => ({
            name,
            fields: fields.map((field) => this.#describeField(field)),
            index,
            docs,
          })),
        }
      case 'lazy':
        return this.#define(type.get())
    }
  }

  #describeField({ name, type, typeName }: FieldDescription): PortableField {
    return { name: name === undefined ? undefined : snakeCase(name), type: this.idOf(type), typeName, docs: [] }
  }
}

/** Stands where a type's definition will be, while the types it consists of are numbered. */
const UNDEFINED: TypeDefinition = { type: 'Tuple', value: [] }
