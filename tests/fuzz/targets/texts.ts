import { fromHex, HexError, ss58Decode, ss58Encode, Ss58Error, toHex, utf8 } from '@echochain/codec'
import { cidFromBytes, cidToBytes, ContentError, createCid, parseCid } from '@echochain/content'
import {
  checkPhrase,
  DEV_PHRASE,
  generatePhrase,
  KeyError,
  keypairFromUri,
  type SignatureScheme,
} from '@echochain/crypto'
import { devAccount } from '@echochain/runtime'
import { parseEcho, SdkError } from '@echochain/sdk'
import { parseUploadOrder } from '../../../packages/content/src/node/uploads/parseUploadOrder.ts'
import { alice, orderFor, signed } from '../../../packages/content/src/testing/signedOrders.ts'
import { parseKey } from '../../../packages/market/src/audio/key/MusicalKey.ts'
import { searchWords } from '../../../packages/market/src/database/searchWords.ts'
import { readMessage } from '../../../packages/sdk/src/jsonRpc/readMessage.ts'
import { firstByteChooses, FuzzFault, type FuzzTarget, outcomeOf } from '../FuzzTarget.ts'

const decoder = new TextDecoder()
const textOf = (input: Uint8Array): string => decoder.decode(input)

function expectSame(read: string | Uint8Array, from: string | Uint8Array, what: string): void {
  if (toHex(typeof read === 'string' ? utf8(read) : read) !== toHex(typeof from === 'string' ? utf8(from) : from))
    throw new FuzzFault(`${what} was read, but is written differently`)
}

const NO_JSON = Symbol('no JSON')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return NO_JSON
  }
}

const DIGEST = new Uint8Array(32).fill(7)
const CIDS = [createCid('raw', DIGEST), createCid('dag-pb', DIGEST)]
const ADDRESSES = [0, 42, 63, 64, 16_383].map((prefix) => ss58Encode(devAccount('Bob'), prefix))

/** Addresses, identifiers and amounts: what people and programs write. */
export const texts: FuzzTarget = {
  name: 'texts',
  weight: 10,
  guided: true,
  shortInputs: 4_000,
  open: async () => {
    const address = (input: Uint8Array): string =>
      outcomeOf(() => {
        const { account, prefix } = ss58Decode(textOf(input))
        expectSame(ss58Encode(account, prefix), textOf(input), 'An address')
      }, Ss58Error)
    const hex = (input: Uint8Array): string => outcomeOf(() => fromHex(textOf(input)), HexError)
    const cid = (input: Uint8Array): string =>
      outcomeOf(() => expectSame(parseCid(textOf(input)), textOf(input), 'A CID'), ContentError)
    const cidBytes = (input: Uint8Array): string =>
      outcomeOf(() => expectSame(cidToBytes(cidFromBytes(input)), input, 'A CID'), ContentError)
    const amount = (input: Uint8Array): string => outcomeOf(() => parseEcho(textOf(input)), SdkError)
    const order = (input: Uint8Array): string => {
      const body = parseJson(textOf(input))
      return body === NO_JSON ? 'no JSON' : outcomeOf(() => parseUploadOrder(body), ContentError)
    }
    const loose = (input: Uint8Array): string => {
      const text = textOf(input)
      readMessage(text)
      searchWords(text)
      return parseKey(text) === undefined ? 'ok' : 'a key'
    }
    const answers = [
      { jsonrpc: '2.0', id: 1, result: { a: [1] } },
      { jsonrpc: '2.0', id: null, error: { code: -32_600, message: 'no', data: 'more' } },
      { jsonrpc: '2.0', method: 'chain_newHead', params: { subscription: 'x', result: null } },
    ]
    const parts = [
      { corpus: ADDRESSES.map(utf8), run: address },
      { corpus: [utf8('0x'), utf8('0x00ff'), utf8(toHex(DIGEST))], run: hex },
      { corpus: CIDS.map(utf8), run: cid },
      { corpus: CIDS.map(cidToBytes), run: cidBytes },
      { corpus: ['1', '1.5 ECHO', ' 0.000000000001echo'].map(utf8), run: amount },
      { corpus: [utf8(JSON.stringify(signed(orderFor(DIGEST, alice), alice)))], run: order },
      { corpus: [...answers.map((answer) => utf8(JSON.stringify(answer))), utf8('F# minor'), utf8('8A')], run: loose },
    ]
    return { ...firstByteChooses(parts) }
  },
}

const SEED = `0x${'1f'.repeat(32)}`
const SCHEMES: readonly SignatureScheme[] = ['sr25519', 'ed25519', 'ecdsa']
/** Stretching a phrase takes 10 ms; most changed phrases are none and take nothing. */
const PHRASES = [DEV_PHRASE, generatePhrase(12, (length) => new Uint8Array(length).fill(5))]

/** Phrases and secret URIs, in every scheme. */
export const secrets: FuzzTarget = {
  name: 'phrases and URIs',
  weight: 1,
  guided: true,
  shortInputs: 75,
  open: async () => {
    const paths = ['//Alice', '//a/b', '/soft', '//1', '//18446744073709551615', '///password', '//é//long'.repeat(9)]
    const uris = paths.flatMap((path) => [path, `${SEED}${path}`])
    const parts = SCHEMES.map((scheme) => ({
      corpus: [...uris, PHRASES[1]].map(utf8),
      run: (input: Uint8Array) => outcomeOf(() => keypairFromUri(textOf(input), scheme), KeyError),
    }))
    const phrase = (input: Uint8Array): string => outcomeOf(() => checkPhrase(textOf(input)), KeyError)
    return {
      ...firstByteChooses([...parts, { corpus: PHRASES.map(utf8), run: phrase }]),
      words: ['/', '//', '///', '0x', '+1', ' ', 'bottom', 'drive', 'é', '\u0301', '\0'].map(utf8),
    }
  },
}
