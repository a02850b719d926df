/** What a node may send: an answer to a request, or a notification of a subscription. */
export type IncomingMessage =
  | {
      readonly type: 'answer'
      /** Of the request; null where the node could not make it out. */
      readonly id: number | null
      readonly result: unknown
      readonly error: { readonly code: number; readonly message: string; readonly data: unknown } | undefined
    }
  | { readonly type: 'notification'; readonly subscription: SubscriptionId; readonly result: unknown }

/** However the node names subscriptions: most use strings, some numbers. */
export type SubscriptionId = string | number

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** A message as it stands in JSON-RPC 2.0; `undefined` if it is none. */
export function readMessage(text: string): IncomingMessage | undefined {
  const message = parseJson(text)
  if (!isObject(message)) return undefined
  if (typeof message.method === 'string') return readNotification(message.params)
  if (typeof message.id !== 'number' && message.id !== null) return undefined
  const { id, result, error } = message
  if (error === undefined || error === null)
    return 'result' in message ? { type: 'answer', id, result, error: undefined } : undefined
  if (!isObject(error) || typeof error.code !== 'number' || typeof error.message !== 'string') return undefined
  return {
    type: 'answer',
    id,
    result: undefined,
    error: { code: error.code, message: error.message, data: error.data },
  }
}

function readNotification(params: unknown): IncomingMessage | undefined {
  if (!isObject(params)) return undefined
  const { subscription, result } = params
  if (!isSubscriptionId(subscription)) return undefined
  return { type: 'notification', subscription, result }
}

export const isSubscriptionId = (value: unknown): value is SubscriptionId =>
  typeof value === 'string' || typeof value === 'number'

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
