import {
  concatBytes,
  AccountId,
  type Codec,
  CodecError,
  decode,
  encode,
  equalBytes,
  fromHex,
  u32,
} from '@echochain/codec'
import { PeerMessage } from '@echochain/consensus'
import type { TestChain } from '@echochain/consensus/testing'
import {
  Block,
  callRuntimeApi,
  decodeEvents,
  decodeExtrinsic,
  DigestItem,
  extrinsicHash,
  Header,
  InvalidTransactionError,
  keyOfEntry,
  readSigner,
  RuntimeApiError,
  snakeCase,
  type StorageMap,
  systemStorage,
  validateTransaction,
} from '@echochain/frame'
import { devAccount, DigestError, readClaims } from '@echochain/runtime'
import fc from 'fast-check'
import { composedCase, SIMPLE_CASES } from '../../../packages/codec/src/testing/codecCases.ts'
import { firstByteChooses, FuzzFault, type FuzzTarget, outcomeOf } from '../FuzzTarget.ts'
import { tradedChain } from '../tradedChain.ts'

/** Whatever a codec reads has these bytes for its one encoding; whatever it refuses has a code. */
const strictly =
  <T>(codec: Codec<T>) =>
  (input: Uint8Array): string =>
    outcomeOf(() => {
      const value = decode(codec, input)
      if (!equalBytes(encode(codec, value), input)) throw new FuzzFault('Read, but encoded differently')
    }, CodecError)

const COMPOSED_CODECS = 60
const VALUES_OF_A_CODEC = 8

/** Codecs of every kind, and compositions of them that the seed chooses. */
export const codecs: FuzzTarget = {
  name: 'codecs',
  weight: 20,
  guided: true,
  shortInputs: 7_500,
  open: async (random) => {
    const composed = fc.sample(composedCase, { numRuns: COMPOSED_CODECS, seed: random.u32() | 0 })
    const parts = [...SIMPLE_CASES, ...composed].map(({ codec, values }) => ({
      corpus: fc
        .sample(values, { numRuns: VALUES_OF_A_CODEC, seed: random.u32() | 0 })
        .map((value) => encode(codec, value)),
      run: strictly(codec),
    }))
    return { ...firstByteChooses(parts) }
  },
}

const blocksOf = ({ blocks }: TestChain): Block[] => Array.from(blocks.blocksFrom(0), ({ hash }) => blocks.block(hash)!)

/** Extrinsics as the pool takes them, up to the signature. */
export const extrinsics: FuzzTarget = {
  name: 'extrinsics',
  weight: 20,
  guided: true,
  shortInputs: 2_000,
  open: async () => {
    const it = await tradedChain()
    const { runtime, chain } = it
    const ctx = chain.nextContext(chain.best.hash)
    const run = (input: Uint8Array): void => {
      readSigner(input)
      const extrinsic = decodeExtrinsic(runtime, input)
      extrinsicHash(input)
      const call = encode(runtime.callCodec, extrinsic.call)
      if (!equalBytes(call, input.subarray(input.length - call.length)))
        throw new FuzzFault('The call was read, but encoded differently')
      validateTransaction(runtime, ctx, extrinsic)
    }
    return {
      corpus: blocksOf(it).flatMap(({ extrinsics: all }) => all),
      run: (input) => outcomeOf(() => run(input), CodecError, InvalidTransactionError),
      close: () => it.stop(),
    }
  },
}

/** Headers, digests, blocks, and what headers claim. */
export const blocks: FuzzTarget = {
  name: 'blocks',
  weight: 15,
  guided: true,
  shortInputs: 3_000,
  open: async () => {
    const it = await tradedChain()
    const all = blocksOf(it)
    const headers = all.map(({ header }) => header)
    const claims = (input: Uint8Array): string =>
      outcomeOf(() => readClaims(decode(Header, input).digest.logs), CodecError, DigestError)
    const parts = [
      { corpus: all.map((block) => encode(Block, block)), run: strictly(Block) },
      { corpus: headers.map((header) => encode(Header, header)), run: strictly(Header) },
      { corpus: headers.map((header) => encode(Header, header)), run: claims },
      {
        corpus: headers.flatMap(({ digest }) => digest.logs.map((log) => encode(DigestItem, log))),
        run: strictly(DigestItem),
      },
    ]
    return { ...firstByteChooses(parts), close: () => it.stop() }
  },
}

/** What peers say, undone to the blocks and extrinsics in it. */
export const peerMessages: FuzzTarget = {
  name: 'peer messages',
  weight: 15,
  guided: true,
  shortInputs: 3_000,
  open: async () => {
    const it = await tradedChain()
    const all = blocksOf(it)
    const { genesisHash, best, finalized, parameters } = it.chain
    const { genesisTimeMs } = parameters
    const hello = { protocolVersion: 1, genesisHash, genesisTimeMs, best, finalized }
    const messages: readonly PeerMessage[] = [
      { type: 'Hello', value: hello },
      { type: 'Announce', value: { header: best.header } },
      { type: 'Request', value: { requestId: 1, start: { type: 'Number', value: 3 }, count: 64 } },
      { type: 'Request', value: { requestId: 2, start: { type: 'Hash', value: best.hash }, count: 1 } },
      { type: 'Blocks', value: { requestId: 1, blocks: all.map((block) => encode(Block, block)) } },
      { type: 'Refuse', value: { requestId: 0, reason: 'Misbehaviour' } },
      { type: 'Transactions', value: { extrinsics: all[1].extrinsics } },
    ]
    const readMessage = strictly(PeerMessage)
    const run = (input: Uint8Array): string => {
      const outcome = readMessage(input)
      if (outcome !== 'ok') return outcome
      const { type, value } = decode(PeerMessage, input)
      if (type === 'Blocks') return value.blocks.map(strictly(Block)).at(-1) ?? 'ok'
      return 'ok'
    }
    return { corpus: messages.map((message) => encode(PeerMessage, message)), run, close: () => it.stop() }
  },
}

const EVERYTHING = new Uint8Array(0)
/** Entries of one storage item that serve as good input. */
const ENTRIES_OF_AN_ITEM = 8

/** Values of every storage item, keys of every map, and the events of blocks. */
export const storage: FuzzTarget = {
  name: 'storage',
  weight: 15,
  guided: true,
  shortInputs: 3_000,
  open: async () => {
    const it = await tradedChain()
    const { runtime, chain } = it
    const state = chain.stateAt(chain.best.hash)
    const items = runtime.modules.flatMap((module) => Object.values(module.storage ?? {}))
    const parts = items.flatMap((item) => {
      const keys = state.keys(item.prefix, undefined, ENTRIES_OF_AN_ITEM)
      const values = { corpus: keys.map((key) => state.get(key)!), run: strictly(item.codec) }
      const { keyCodec } = item
      if (item.kind === 'value' || keyCodec === undefined) return [values]
      const readKey = strictly(keyCodec)
      const map = item as StorageMap<unknown, unknown>
      return [values, { corpus: keys, run: (input: Uint8Array) => readKey(keyOfEntry(map, input)) }]
    })
    const events = blocksOf(it).flatMap(({ header }) =>
      header.number === 0 ? [] : (chain.stateAt(chain.hashAt(header.number)!).get(systemStorage.events.prefix) ?? []),
    )
    const readEvents = (input: Uint8Array) => outcomeOf(() => decodeEvents(runtime, input), CodecError)
    return {
      ...firstByteChooses([...parts, { corpus: events, run: readEvents }]),
      close: () => it.stop(),
    }
  },
}

/** Every method that `state_call` reaches, with whatever arguments. */
export const runtimeApis: FuzzTarget = {
  name: 'runtime APIs',
  weight: 5,
  guided: true,
  shortInputs: 750,
  allowedGrowth: 16 * 2 ** 20, // metadata is made when it is first asked for
  open: async () => {
    const it = await tradedChain()
    const { runtime, chain } = it
    const [first, , ...transfers] = blocksOf(it).flatMap(({ extrinsics: all }) => all)
    const withLength = concatBytes(transfers[0], encode(u32, transfers[0].length))
    const good = [EVERYTHING, first, withLength, encode(u32, 15), encode(AccountId, devAccount('Bob'))]
    const validity = concatBytes(Uint8Array.of(2), transfers[0], fromHex(chain.best.hash))
    const names = runtime.apis.flatMap(({ name, methods }) =>
      Object.keys(methods).map((method) => `${name}_${snakeCase(method)}`),
    )
    // Making metadata or a block takes milliseconds each time and depends on no byte sent: once is enough.
    const cheap = names.filter((name) => !/^Metadata_|^Core_(execute|initialize)/.test(name))
    const parts = cheap.map((name) => ({
      corpus: [...good, validity],
      run: (input: Uint8Array) =>
        outcomeOf(
          () => callRuntimeApi(runtime, chain.nextContext(chain.best.hash), name, input),
          CodecError,
          InvalidTransactionError,
          RuntimeApiError,
        ),
    }))
    return { ...firstByteChooses(parts), close: () => it.stop() }
  },
}
