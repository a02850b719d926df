import swagger from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { Api } from './Api.ts'

/** Collects the OpenAPI description of all routes added from here on. */
export async function describeApi(api: Api): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'EchoChain market',
        description:
          'What happened on the chain and what is for sale, from an index of it. Amounts and other large numbers are ' +
          'decimal strings. Everything here can be verified on the chain.',
        version: '1.0.0',
        license: { name: 'MIT', identifier: 'MIT' },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  })
}

interface Components {
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> }
}

/** The type provider lists every schema twice, as it goes in and as it comes out; here they only come out. */
function withoutUnused<T extends object>(document: T): T {
  const { components, ...rest } = document as T & Components
  const schemas = components?.schemas ?? {}
  const used: Record<string, unknown> = {}
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (name in used || !(name in schemas)) continue
      used[name] = schemas[name]
      visit(schemas[name])
    }
  }
  visit(rest)
  const sorted = Object.fromEntries(Object.entries(used).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { ...document, components: { ...components, schemas: sorted } }
}
