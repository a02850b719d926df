import { z } from 'zod'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { describeMethods, type OpenRpcDocument } from './describeMethods.ts'

export interface SelfDescriptionOptions {
  readonly declarations: readonly RpcDeclaration[]
  /** Prefixes of methods that are left out of `rpc_methods`, though they work: to make clients take their other path. */
  readonly hidden: readonly string[]
  readonly version: string
}

const OpenRpc = z
  .custom<OpenRpcDocument>((value) => typeof value === 'object' && value !== null && 'openrpc' in value)
  .meta({ type: 'object', description: 'An OpenRPC document' })

/** The methods by which a server tells what it has. They describe themselves as well. */
export function selfDescription({ declarations, hidden, version }: SelfDescriptionOptions): readonly RpcDeclaration[] {
  const all = [...declarations]
  let document: OpenRpcDocument | undefined
  const methods = rpcMethod({
    name: 'rpc_methods',
    summary: 'Names of all methods.',
    params: {},
    result: z.object({ methods: z.array(z.string()) }),
    run: () => ({ methods: namesOf(all).filter((name) => !hidden.some((prefix) => name.startsWith(prefix))) }),
  })
  const discover = rpcMethod({
    name: 'rpc.discover',
    summary: 'This description of all methods (OpenRPC).',
    params: {},
    result: OpenRpc,
    run: () => (document ??= describeMethods(all, version)),
  })
  all.push(methods, discover)
  return [methods, discover]
}

const namesOf = (declarations: readonly RpcDeclaration[]): string[] =>
  declarations
    .flatMap((declaration) => [
      declaration.name,
      ...(declaration.aliases ?? []),
      ...(declaration.kind === 'subscription' ? declaration.unsubscribe : []),
    ])
    .sort()
