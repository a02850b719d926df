import { decode } from '@echochain/codec'
import { type Clock, type Logger, type MessageOf, PeerMessage, TransportError } from '@echochain/consensus'
import type { Genesis, Preset } from '@echochain/runtime'
import { restoreGenesis } from '../genesis/restoreGenesis.ts'
import { WebSocketTransport } from './WebSocketTransport.ts'

/** Networks are often started all at once, so the first node may take a moment. */
const TIMEOUT_MS = 60_000
/** A node greets at once. What is connected to and does not is none. */
const GREETING_MS = 3_000

/**
 * The genesis of a development network from one of its nodes: all but its time follows from the preset, and the hash
 * proves that nothing else differs.
 * @throws TransportError `UNREACHABLE` when nobody answers within a minute, or what answers is no node.
 * @throws ChainError `WRONG_GENESIS` when it is of another network or version.
 */
export async function learnGenesis(
  url: string,
  preset: Preset,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<Genesis> {
  return restoreGenesis(`The node at ${url}`, preset, await hearHello(url, clock, logger))
}

async function hearHello(url: string, clock: Clock, logger: Logger): Promise<MessageOf<'Hello'>> {
  const { promise, resolve, reject } = Promise.withResolvers<MessageOf<'Hello'>>()
  const transport = new WebSocketTransport({ clock })
  const noNode = (why: string, cause?: Error): void =>
    reject(
      new TransportError('UNREACHABLE', `What answers at ${url} is no EchoChain node (${why}). ${WHICH_PORT}`, {
        cause,
      }),
    )
  const timeouts = [
    clock.at(clock.now() + TIMEOUT_MS, () =>
      reject(new TransportError('UNREACHABLE', `No node answers at ${url}; is it running? ${WHICH_PORT}`)),
    ),
  ]
  transport.onConnect.subscribe(() => {
    timeouts.push(clock.at(clock.now() + GREETING_MS, () => noNode('it does not greet')))
  })
  transport.onDialFailure.subscribe(({ error, retryMs }) => {
    if (!mayPass(error)) return noNode(error.message, error)
    logger.info(`Waiting for ${url}, to begin with its genesis: ${error.message}`, { retryMs })
  })
  transport.onMessage.subscribe(({ bytes }) => {
    try {
      const message = decode(PeerMessage, bytes)
      if (message.type === 'Hello') resolve(message.value)
      else if (message.type === 'Refuse')
        reject(new TransportError('UNREACHABLE', `The node at ${url} refuses: ${message.value.reason}`))
    } catch (error) {
      noNode('it says something else', error as Error)
    }
  })
  try {
    transport.dial(url)
    return await promise
  } finally {
    for (const cancel of timeouts) cancel()
    await transport.close()
  }
}

const WHICH_PORT = 'A node tells its peer port when it starts; it is not the one for RPC.'

/** Nobody listens yet, the line broke, or the node has no place just now: other failures stay. */
const mayPass = (error: Error & { readonly code?: string }): boolean =>
  /^E[A-Z]+$/.test(error.code ?? '') || error.message.endsWith(' 503')
