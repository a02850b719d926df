/** What a codec's bytes mean, in the terms of Substrate metadata (scale-info): enough to build V14 to V16 from. */
export type TypeDescription =
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }
  | { readonly kind: 'compact'; readonly of: TypeDescription }
  | { readonly kind: 'sequence'; readonly of: TypeDescription }
  | { readonly kind: 'array'; readonly of: TypeDescription; readonly length: number }
  | { readonly kind: 'tuple'; readonly items: readonly TypeDescription[] }
  | CompositeDescription
  | VariantDescription
  | LazyDescription

export type PrimitiveName = 'bool' | 'str' | 'u8' | 'u16' | 'u32' | 'u64' | 'u128' | 'i64'

export interface FieldDescription {
  /** As in TypeScript; metadata shows it in snake_case. Absent in tuple-like types. */
  readonly name?: string
  readonly type: TypeDescription
  /** The name a reader of the metadata sees for the type, for example `Balance`. */
  readonly typeName?: string
}

export interface TypeParameter {
  readonly name: string
  readonly type?: TypeDescription
}

export interface CompositeDescription {
  readonly kind: 'composite'
  /** Such as ['sp_core', 'crypto', 'AccountId32']: clients know some types by their path. */
  readonly path: readonly string[]
  readonly params?: readonly TypeParameter[]
  readonly fields: readonly FieldDescription[]
}

export interface VariantDescription {
  readonly kind: 'variant'
  readonly path: readonly string[]
  readonly params?: readonly TypeParameter[]
  readonly variants: readonly {
    readonly name: string
    readonly index: number
    readonly fields: readonly FieldDescription[]
    readonly docs?: readonly string[]
  }[]
}

/** A type that is known only later, or that contains itself. */
export interface LazyDescription {
  readonly kind: 'lazy'
  readonly get: () => TypeDescription
}
