import type { Context } from '../world/Context.ts'
import type { CallDefinition, ConstantDefinition, ErrorDefinition, EventDefinition } from './declarations.ts'
import { pascalCase, snakeCase } from './names.ts'
import { type AnyStorageItem, bindStorageItem } from './storage.ts'

export interface ModuleParts {
  readonly docs?: string
  readonly storage?: Readonly<Record<string, AnyStorageItem>>
  readonly events?: Readonly<Record<string, EventDefinition>>
  readonly errors?: Readonly<Record<string, ErrorDefinition>>
  readonly constants?: Readonly<Record<string, ConstantDefinition>>
  readonly calls?: Readonly<Record<string, CallDefinition>>
  /** Runs before the first extrinsic of every block, modules in the order of the runtime. */
  readonly onInitialize?: (ctx: Context) => void
  /** Runs after the last extrinsic of every block, modules in the order of the runtime. */
  readonly onFinalize?: (ctx: Context) => void
}

export type Module<P extends ModuleParts = ModuleParts> = P & { readonly name: string; readonly index: number }

/**
 * Names every part of a module by its place, so that storage keys, metadata and messages need no second list of names.
 * `index` is the module's byte in calls, events and errors; it and the indices of the parts are never reused.
 * @throws Error when two calls, events or errors share an index.
 */
export function defineModule<const P extends ModuleParts>(name: string, index: number, parts: P): Module<P> {
  for (const [key, item] of Object.entries(parts.storage ?? {})) bindStorageItem(item, name, key)
  bindIndexed(name, index, parts.events ?? {}, pascalCase)
  bindIndexed(name, index, parts.errors ?? {}, pascalCase)
  bindIndexed(name, index, parts.calls ?? {}, snakeCase)
  return { ...parts, name, index }
}

function bindIndexed(
  moduleName: string,
  moduleIndex: number,
  parts: Readonly<Record<string, { readonly index: number; path: string; moduleIndex: number }>>,
  rename: (name: string) => string,
): void {
  const taken = new Map<number, string>()
  for (const [name, part] of Object.entries(parts)) {
    const other = taken.get(part.index)
    if (other !== undefined) throw new Error(`${moduleName}: ${name} and ${other} both have index ${part.index}`)
    taken.set(part.index, name)
    part.path = `${moduleName}.${rename(name)}`
    part.moduleIndex = moduleIndex
  }
}
