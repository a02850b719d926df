import {
  accountIdFromBytes,
  accountIdToBytes,
  CodecError,
  concatBytes,
  decode,
  encode,
  equalBytes,
} from '@echochain/codec'
import {
  aggregateSignatures,
  BlsError,
  BlsPublicKey,
  BlsSecretKey,
  keypairFromUri,
  MultiSignature,
  type SignatureScheme,
  verifyAggregate,
  verifyBls,
  verifySignature,
} from '@echochain/crypto'
import { firstByteChooses, FuzzFault, type FuzzTarget, outcomeOf } from '../FuzzTarget.ts'

const SCHEMES: readonly SignatureScheme[] = ['sr25519', 'ed25519', 'ecdsa']
const MESSAGE = Uint8Array.from({ length: 40 }, (_, at) => at)
const ACCOUNT_BYTES = 32
const KEY_BYTES = 48

/** The native libraries behind signatures: keys, signatures and messages of any bytes and length. */
export const signatures: FuzzTarget = {
  name: 'signatures',
  weight: 6,
  guided: true,
  shortInputs: 400,
  open: async () => {
    const parts = [accounts(), bls(), aggregate()]
    return { ...firstByteChooses(parts) }
  },
}

/** account ‖ MultiSignature, over a fixed message: but the good ones, none holds. */
function accounts() {
  const keys = SCHEMES.map((scheme) => keypairFromUri('//Fuzz', scheme))
  const good = keys.map((pair) =>
    concatBytes(accountIdToBytes(pair.account), encode(MultiSignature, pair.sign(MESSAGE))),
  )
  return {
    corpus: good,
    run: (input: Uint8Array): string =>
      outcomeOf(() => {
        if (input.length < ACCOUNT_BYTES) return
        const signature = decode(MultiSignature, input.subarray(ACCOUNT_BYTES))
        const holds = verifySignature(signature, MESSAGE, accountIdFromBytes(input.subarray(0, ACCOUNT_BYTES)))
        verifySignature(signature, input, keys[input[0] % keys.length].account)
        if (holds && !good.some((known) => equalBytes(input, known)))
          throw new FuzzFault(`Another ${signature.type} signature holds`)
      }, CodecError),
  }
}

function bls() {
  const secret = BlsSecretKey.fromSeed(new Uint8Array(32).fill(3))
  const good = Uint8Array.of(...secret.publicKey, ...secret.sign(MESSAGE))
  return {
    corpus: [good],
    run: (input: Uint8Array): string =>
      outcomeOf(() => {
        const signature = input.subarray(KEY_BYTES)
        BlsPublicKey.fromBytes(input.subarray(0, KEY_BYTES))
        const holds = verifyBls(input.subarray(0, KEY_BYTES), MESSAGE, signature)
        if (holds && !equalBytes(input, good)) throw new FuzzFault('Another BLS signature holds')
      }, BlsError),
  }
}

function aggregate() {
  const secrets = [1, 2].map((fill) => BlsSecretKey.fromSeed(new Uint8Array(32).fill(fill)))
  const all = secrets.map((secret) => secret.sign(MESSAGE))
  const keys = secrets.map(({ publicKey }) => publicKey)
  return {
    corpus: [Uint8Array.of(...all[0], ...all[1]), all[0]],
    run: (input: Uint8Array): string =>
      outcomeOf(() => {
        const half = Math.floor(input.length / 2)
        const sum = aggregateSignatures([input.subarray(0, half), input.subarray(half)])
        verifyAggregate(keys, MESSAGE, sum)
      }, BlsError),
  }
}
