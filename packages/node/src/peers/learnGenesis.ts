import { decode, type Hash } from '@echochain/codec'
import { ChainError, type Clock, type MessageOf, PeerMessage, TransportError } from '@echochain/consensus'
import {
  buildGenesisState,
  createRuntime,
  devGenesis,
  type Genesis,
  genesisHashOf,
  type Preset,
} from '@echochain/runtime'
import { ChainState, MemoryStore } from '@echochain/state'
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
  const { genesisTimeMs, genesisHash } = await hearHello(url, clock, logger)
  const genesis = devGenesis(genesisTimeMs, preset)
  const ours = await computeGenesisHash(genesis)
  if (ours !== genesisHash)
    throw new ChainError(
      'WRONG_GENESIS',
      `${url} is not a node of the network "${preset.name}", or runs another version of EchoChain: ` +
        `its chain begins with ${genesisHash}, and would begin with ${ours} here`,
    )
  return genesis
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

async function computeGenesisHash(genesis: Genesis): Promise<Hash> {
  createRuntime(genesis.preset) // storage items have no keys before they belong to a runtime
  const entries = buildGenesisState(genesis)
  const state = await ChainState.create(new MemoryStore(), { entries, hashOf: genesisHashOf })
  const { hash } = state.base
  await state.close()
  return hash
}
