import type { Codec } from '@echochain/codec'
import { snakeCase } from '../module/names.ts'
import type { RuntimeApi, RuntimeApiMethod } from '../runtime/RuntimeApi.ts'
import type { ApiMetadata } from './layout/ApiLayout.ts'
import type { TypeRegistry } from './TypeRegistry.ts'

/** A runtime API as the metadata shows it. */
export const describeApi = ({ name, version, docs, methods }: RuntimeApi, registry: TypeRegistry): ApiMetadata => ({
  name,
  methods: Object.entries(methods).map(([method, definition]) => describeMethod(method, definition, registry)),
  docs: [docs],
  version,
  deprecation: 'NotDeprecated',
})

const describeMethod = (name: string, { docs, args, output }: RuntimeApiMethod, registry: TypeRegistry) => ({
  name: snakeCase(name),
  inputs: Object.entries<Codec<unknown>>(args).map(([argument, codec]) => ({
    name: snakeCase(argument),
    type: registry.idOf(codec.type),
  })),
  output: registry.idOf(output.type),
  docs: [docs],
  deprecation: 'NotDeprecated' as const,
})
