import type { z } from 'zod'
import type { RpcNode } from '../RpcNode.ts'
import type { Session } from './Session.ts'

/** Parameters in the order in which they are sent. */
export type Params = Readonly<Record<string, z.ZodType>>
export type ParamValues<P extends Params> = { readonly [K in keyof P]: z.output<P[K]> }

/** Who asks what: the node that answers, and the connection the question came over. */
export interface RpcCall {
  readonly node: RpcNode
  readonly session: Session
  /** Does something once the reply has been sent, which for a request in a batch may take a while. */
  afterReply(job: () => void): void
}

interface Declaration<P extends Params> {
  readonly name: string
  /** Older names under which clients know it. */
  readonly aliases?: readonly string[]
  readonly summary: string
  readonly params: P
  /** Whether it asks for the token that only the operator of the node has. */
  readonly unsafe?: boolean
}

/** A question with one answer. */
export interface RpcMethod<P extends Params = any, R = any> extends Declaration<P> {
  readonly kind: 'method'
  readonly result: z.ZodType<R>
  run(call: RpcCall, params: ParamValues<P>): R | Promise<R>
}

/** What a subscription tells its subscriber with. What it emits before it has started arrives after the reply. */
export interface Subscriber<T> {
  readonly id: string
  emit(item: T): void
  /** Nothing comes any more. */
  end(): void
}

/** A question with many answers, until the client has heard enough. Only over WebSocket. */
export interface RpcSubscription<P extends Params = any, T = any> extends Declaration<P> {
  readonly kind: 'subscription'
  /** Names of the method that ends it. */
  readonly unsubscribe: readonly [string, ...string[]]
  /** What ending it answers: Substrate's methods whether there was something to end, the newer ones nothing. */
  readonly unsubscribeResult: 'boolean' | 'null'
  /** Method name in the notifications: part of what clients recognise them by. */
  readonly notification: string
  readonly item: z.ZodType<T>
  /** Returns what is to be done when the client, or its connection, goes. */
  start(call: RpcCall, params: ParamValues<P>, subscriber: Subscriber<T>): (() => void) | Promise<() => void>
}

export type RpcDeclaration = RpcMethod | RpcSubscription

export const rpcMethod = <P extends Params, R>(declaration: Omit<RpcMethod<P, R>, 'kind'>): RpcMethod<P, R> => ({
  kind: 'method',
  ...declaration,
})

export const rpcSubscription = <P extends Params, T>(
  declaration: Omit<RpcSubscription<P, T>, 'kind'>,
): RpcSubscription<P, T> => ({ kind: 'subscription', ...declaration })
