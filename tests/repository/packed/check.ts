import { decode, encode, option, ss58Encode, struct, text, toHex, u32 } from '@echochain/codec'
import { cryptoBackend, keypairFromUri, type SignatureScheme, verifySignature } from '@echochain/crypto'
import {
  addressOf,
  balances,
  ChainClient,
  createRuntime,
  decodeExtrinsic,
  describeBlob,
  extrinsicHash,
  type LicenceProof,
  parseEcho,
  PRESETS,
  runtimeCall,
  SdkError,
  signExtrinsic,
  systemEvents,
  verifyLicenceProof,
} from '@echochain/sdk'

/** What a test gives the program that tries the packed packages. */
export interface Given {
  /** WebSocket of a development chain. */
  readonly url: string
  readonly proof: LicenceProof
}

const SCHEMES: readonly SignatureScheme[] = ['sr25519', 'ed25519', 'ecdsa']

/** Uses the packages as an application would, and gives back what came of it as JSON can carry it. */
export async function check({ url, proof }: Given, onReady: () => void) {
  return {
    backend: cryptoBackend(),
    encoded: checkCodec(),
    signed: SCHEMES.map((scheme) => signOffline(scheme, proof.genesisHash)),
    licence: checkProof(proof),
    content: await describeBlob(new Blob(['EchoChain'.repeat(300_000)])),
    sent: await send(url, onReady),
  }
}

function checkCodec() {
  const Note = struct('app::Note', { at: u32, words: option(text(16)) })
  const bytes = encode(Note, { at: 7, words: 'wörter' })
  return { bytes: toHex(bytes), value: decode(Note, bytes) }
}

/** An extrinsic for the development chain, made without a node. */
function signOffline(scheme: SignatureScheme, genesisHash: LicenceProof['genesisHash']) {
  const runtime = createRuntime(PRESETS.dev)
  const keypair = keypairFromUri('//Alice', scheme)
  const bob = keypairFromUri('//Bob', scheme)
  const call = runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(bob.account), value: parseEcho('1.5') })
  const extrinsic = signExtrinsic(runtime, call, keypair, {
    CheckSpecVersion: { additional: runtime.version.specVersion },
    CheckTxVersion: { additional: runtime.version.transactionVersion },
    CheckGenesis: { additional: genesisHash },
    CheckMortality: { extra: { type: 'Immortal' }, additional: genesisHash },
    CheckNonce: { extra: 3 },
    ChargeTransactionPayment: { extra: 0n },
    CheckMetadataHash: { extra: 'Disabled' },
  })
  const decoded = decodeExtrinsic(runtime, extrinsic)
  const message = new TextEncoder().encode('hello')
  return {
    address: ss58Encode(keypair.account),
    extrinsic: toHex(extrinsic),
    hash: extrinsicHash(extrinsic),
    call: decoded.call.call.path,
    signer: ss58Encode(decoded.signed!.account),
    verifies: verifySignature(keypair.sign(message), message, keypair.account),
  }
}

function checkProof(proof: LicenceProof) {
  const licence = verifyLicenceProof(proof)
  let refusal: string | undefined
  try {
    verifyLicenceProof({ ...proof, nodes: proof.nodes.slice(1) })
  } catch (error) {
    if (error instanceof SdkError) refusal = error.code
  }
  return { kind: licence?.kind, holder: licence && ss58Encode(licence.holder), refusal }
}

async function send(url: string, onReady: () => void) {
  const [from, to] = [keypairFromUri('//Charlie', 'ed25519'), keypairFromUri('//Dave', 'ed25519')]
  const call = runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(to.account), value: parseEcho('2') })
  using chain = await ChainClient.connect(url)
  const before = (await chain.account(to.account)).data.free
  const inclusion = await chain.submit(call, from, {
    onProgress: ({ type }) => {
      if (type === 'ready') onReady()
    },
  })
  const after = (await chain.account(to.account)).data.free
  return {
    hash: inclusion.hash,
    received: String(after - before),
    succeeded: inclusion.events.some(({ event }) => event === systemEvents.ExtrinsicSuccess),
  }
}
