import type { TypeDescription, VariantDescription } from '@echochain/codec'
import type { Module } from '../module/defineModule.ts'
import { pascalCase, snakeCase } from '../module/names.ts'

type Part = { readonly index: number; readonly docs: string }

const moduleVariants = <P extends Part>(
  path: readonly string[],
  parts: Readonly<Record<string, P>>,
  rename: (name: string) => string,
  fieldsOf: (part: P) => Readonly<Record<string, { readonly type: TypeDescription }>>,
): VariantDescription => ({
  kind: 'variant',
  path,
  variants: Object.entries(parts).map(([name, part]) => ({
    name: rename(name),
    index: part.index,
    docs: [part.docs],
    fields: Object.entries(fieldsOf(part)).map(([field, { type }]) => ({ name: field, type })),
  })),
})

const palletPath = (module: Module, name: string): string[] => [
  `pallet_${snakeCase(module.name).toLowerCase()}`,
  'pallet',
  name,
]

const outer = (
  name: string,
  modules: readonly Module[],
  of: (module: Module) => VariantDescription | undefined,
): VariantDescription => ({
  kind: 'variant',
  path: ['echo_runtime', name],
  variants: modules.flatMap((module) => {
    const type = of(module)
    return type ? [{ name: module.name, index: module.index, fields: [{ type }] }] : []
  }),
})

export interface ModuleTypes {
  readonly call?: VariantDescription
  readonly event?: VariantDescription
  readonly error?: VariantDescription
}

export interface OuterTypes {
  readonly call: VariantDescription
  readonly event: VariantDescription
  readonly error: VariantDescription
  readonly byModule: ReadonlyMap<Module, ModuleTypes>
}

/** Descriptions of all calls, events and errors of a runtime: FRAME's "outer enums". */
export function describeOuterTypes(modules: readonly Module[]): OuterTypes {
  const byModule = new Map(
    modules.map((module) => [
      module,
      {
        call: module.calls && moduleVariants(palletPath(module, 'Call'), module.calls, snakeCase, ({ args }) => args),
        event:
          module.events &&
          moduleVariants(palletPath(module, 'Event'), module.events, pascalCase, ({ fields }) => fields),
        error: module.errors && moduleVariants(palletPath(module, 'Error'), module.errors, pascalCase, () => ({})),
      },
    ]),
  )
  return {
    call: outer('RuntimeCall', modules, (module) => byModule.get(module)?.call),
    event: outer('RuntimeEvent', modules, (module) => byModule.get(module)?.event),
    error: outer('RuntimeError', modules, (module) => byModule.get(module)?.error),
    byModule,
  }
}
