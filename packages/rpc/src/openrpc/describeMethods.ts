import { z } from 'zod'
import type { RpcDeclaration } from '../protocol/RpcMethod.ts'

/** An OpenRPC document (spec.open-rpc.org, 1.3.2) of declared methods. */
export interface OpenRpcDocument {
  readonly openrpc: '1.3.2'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly methods: readonly OpenRpcMethod[]
}

export interface OpenRpcMethod {
  readonly name: string
  readonly summary: string
  readonly tags: readonly { readonly name: string }[]
  readonly params: readonly { readonly name: string; readonly required: boolean; readonly schema: object }[]
  readonly result: { readonly name: string; readonly schema: object }
  readonly 'x-aliases'?: readonly string[]
  /** Asks for the operator's token. */
  readonly 'x-unsafe'?: true
  /** What a subscription sends, under which name, and how it is ended. */
  readonly 'x-subscription'?: {
    readonly notification: string
    readonly unsubscribe: readonly string[]
    readonly item: object
  }
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return json
}

/** Describes what a node answers, from the declarations alone. */
export const describeMethods = (declarations: readonly RpcDeclaration[], version: string): OpenRpcDocument => ({
  openrpc: '1.3.2',
  info: {
    title: 'EchoChain JSON-RPC',
    version,
    description:
      'HTTP POST and WebSocket on one port. Methods with x-subscription need a WebSocket: they answer with an id, and ' +
      'notifications carry it. Methods with x-unsafe need the header "Authorization: Bearer" with the token of the node.',
  },
  methods: declarations.map(describeMethod).sort((a, b) => (a.name < b.name ? -1 : 1)),
})

function describeMethod(declaration: RpcDeclaration): OpenRpcMethod {
  const { name, aliases, summary, params, unsafe } = declaration
  return {
    name,
    summary,
    tags: [{ name: name.split(/[_.]/)[0] }],
    params: Object.entries<z.ZodType>(params).map(([param, schema]) => ({
      name: param,
      required: !schema.safeParse(undefined).success,
      schema: schemaOf(schema, 'input'),
    })),
    ...(aliases?.length ? { 'x-aliases': aliases } : {}),
    ...(unsafe ? { 'x-unsafe': true } : {}),
    ...describeOutcome(declaration),
  }
}

function describeOutcome(declaration: RpcDeclaration): Pick<OpenRpcMethod, 'result' | 'x-subscription'> {
  if (declaration.kind === 'method')
    return { result: { name: 'result', schema: schemaOf(declaration.result, 'output') } }
  const { notification, unsubscribe, item } = declaration
  return {
    result: { name: 'subscription', schema: { type: 'string' } },
    'x-subscription': { notification, unsubscribe, item: schemaOf(item, 'output') },
  }
}
