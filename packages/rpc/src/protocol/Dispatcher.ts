import { z } from 'zod'
import type { RpcNode } from '../RpcNode.ts'
import { describeError } from './describeError.ts'
import type { BadRequest, RpcId, RpcRequest } from './parseMessage.ts'
import { parseParams } from './parseParams.ts'
import { RPC_ERROR, RpcError } from './RpcError.ts'
import { type RpcDeclaration, type RpcMethod, rpcMethod, type RpcSubscription } from './RpcMethod.ts'
import type { Session } from './Session.ts'

export interface Answer {
  readonly text: string
  /** What is to be done once it has been sent: then the answer is the id of something that goes on. */
  readonly sent?: () => void
  /** Code of the error, if it is one. */
  readonly errorCode?: number
}

/** Finds the method a request names, checks its parameters, and runs it. */
export class Dispatcher {
  readonly #node: RpcNode
  readonly #methods = new Map<string, RpcDeclaration>()

  constructor(declarations: readonly RpcDeclaration[], node: RpcNode) {
    this.#node = node
    for (const declaration of declarations) {
      for (const name of [declaration.name, ...(declaration.aliases ?? [])]) this.#add(name, declaration)
      if (declaration.kind === 'subscription')
        for (const name of declaration.unsubscribe) this.#add(name, unsubscribeMethod(name, declaration))
    }
  }

  #add(name: string, declaration: RpcDeclaration): void {
    if (this.#methods.has(name)) throw new Error(`Two methods of RPC are called ${name}`)
    this.#methods.set(name, declaration)
  }

  /** Never rejects: whatever goes wrong is an answer. */
  async answer(request: RpcRequest | BadRequest, session: Session): Promise<Answer> {
    if ('error' in request) return errorAnswer(request.id, request.error)
    try {
      return await this.#run(request, session)
    } catch (error) {
      return errorAnswer(request.id, describeError(error, request.method.slice(0, 100), this.#node.logger))
    }
  }

  async #run({ id, method, params }: RpcRequest, session: Session): Promise<Answer> {
    const declaration = this.#methods.get(method)
    if (!declaration) throw new RpcError(RPC_ERROR.UNKNOWN_METHOD, 'Method not found')
    if (declaration.unsafe && !session.isTrusted)
      throw new RpcError(
        RPC_ERROR.UNAUTHORIZED,
        `${declaration.name} is for the operator of this node: send "Authorization: Bearer" with the node's RPC token`,
      )
    const afterwards: (() => void)[] = []
    const call = { node: this.#node, session, afterReply: (job: () => void) => void afterwards.push(job) }
    const values = parseParams(declaration.params, params)
    if (declaration.kind === 'method') {
      const result = await declaration.run(call, values)
      return { text: resultText(id, serialize(result, session)), sent: inOrder(afterwards) }
    }
    const { id: subscription, release } = await session.subscriptions.start(declaration, call, values)
    afterwards.unshift(release)
    return { text: resultText(id, JSON.stringify(subscription)), sent: inOrder(afterwards) }
  }
}

const inOrder = (jobs: readonly (() => void)[]): (() => void) | undefined =>
  jobs.length === 0 ? undefined : () => jobs.forEach((job) => job())

function unsubscribeMethod(name: string, subscription: RpcSubscription): RpcMethod {
  const answersBoolean = subscription.unsubscribeResult === 'boolean'
  return rpcMethod({
    name,
    summary: `Ends a subscription of ${subscription.name}.`,
    params: { subscription: z.union([z.string(), z.number()]) },
    result: answersBoolean ? z.boolean() : z.null(),
    run: ({ session }, { subscription: id }) => {
      const was = session.subscriptions.stop(String(id), subscription)
      return answersBoolean ? was : null
    },
  })
}

const resultText = (id: RpcId, result: string): string =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`

/** Throws `RESPONSE_TOO_LARGE`. */
function serialize(result: unknown, { limits }: Session): string {
  const json = JSON.stringify(result)
  if (json.length <= limits.maxResponseBytes) return json
  throw new RpcError(
    RPC_ERROR.RESPONSE_TOO_LARGE,
    `The answer has ${json.length} bytes, more than the ${limits.maxResponseBytes} allowed; ask for less at once`,
  )
}

export function errorAnswer(id: RpcId, { code, message, data }: RpcError): Answer {
  const error = JSON.stringify(data === undefined ? { code, message } : { code, message, data })
  return { text: `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"error":${error}}`, errorCode: code }
}
