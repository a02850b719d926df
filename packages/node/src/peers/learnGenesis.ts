import { decode } from '@echochain/codec'
import { type Clock, type MessageOf, PeerMessage, TransportError } from '@echochain/consensus'
import type { Genesis, Preset } from '@echochain/runtime'
import { restoreGenesis } from '../genesis/restoreGenesis.ts'
import type { Logger } from '../logging/Logger.ts'
import { WebSocketTransport } from './WebSocketTransport.ts'

/** Networks are often started all at once, so the first node may take a moment. */
const TIMEOUT_MS = 60_000

/**
 * The genesis of a development network from one of its nodes: all but its time follows from the preset, and the hash
 * proves that nothing else differs.
 * @throws TransportError `UNREACHABLE` when the node does not greet within a minute.
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
  const cancelTimeout = clock.at(clock.now() + TIMEOUT_MS, () =>
    reject(new TransportError('UNREACHABLE', `No node answers at ${url}; is it running, and is that its peer port?`)),
  )
  transport.onDialFailure.subscribe(({ error, retryMs }) =>
    logger.info(`Waiting for ${url}, to begin with its genesis: ${error.message}`, { retryMs }),
  )
  transport.onMessage.subscribe(({ bytes }) => {
    try {
      const message = decode(PeerMessage, bytes)
      if (message.type === 'Hello') resolve(message.value)
    } catch (error) {
      reject(new TransportError('UNREACHABLE', `${url} is not an EchoChain node`, { cause: error }))
    }
  })
  try {
    transport.dial(url)
    return await promise
  } finally {
    cancelTimeout()
    await transport.close()
  }
}
