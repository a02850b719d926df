import {
  blake2b256,
  CodecError,
  concatBytes,
  encode,
  equalBytes,
  type Hash,
  sha256,
  toHex,
  twox64,
  u32,
  utf8,
  verifyMerkleProof,
} from '@echochain/codec'
import {
  ContentError,
  createCid,
  decodeFileNode,
  encodeFileNode,
  SEGMENT_SIZE,
  verifySegmentProof,
} from '@echochain/content'
import { Header, storageKey } from '@echochain/frame'
import { registryStorage } from '@echochain/runtime'
import { type LicenceProof, SdkError, verifyLicenceProof } from '@echochain/sdk'
import { StateError, verifyReadProof } from '@echochain/state'
import { createSegmentProof, segmentRootOfChunks } from '../../../packages/content/src/segments/segments.ts'
import { segmentRootOf } from '../../../packages/content/src/segments/segmentRoot.ts'
import { decodeNode } from '../../../packages/state/src/trie/decodeNode.ts'
import { FuzzRandom } from '../FuzzRandom.ts'
import { firstByteChooses, FuzzFault, type FuzzTarget, outcomeOf } from '../FuzzTarget.ts'
import { tradedChain } from '../tradedChain.ts'

const FILE_BYTES = 5_000
const CHUNK_BYTES = 2 * SEGMENT_SIZE
const LICENCE = 1

/** What shows something without trust: nothing but the truth may come out, whatever is in a proof. */
export const proofs: FuzzTarget = {
  name: 'proofs',
  weight: 10,
  guided: true,
  shortInputs: 1_500,
  open: async () => {
    const it = await tradedChain()
    const { chain } = it
    const { hash, header } = chain.best
    const key = storageKey(registryStorage.licence, LICENCE)
    const first = encode(u32, 0)
    const blockHashPrefix = it.runtime.modules.find(({ name }) => name === 'System')!.storage!.blockHash.prefix
    const nodes = chain.state.prove(chain.best, [key, concatBytes(blockHashPrefix, twox64(first), first)])
    const truth = chain.stateAt(hash).get(key)!
    const good: LicenceProof = {
      genesisHash: chain.genesisHash,
      licence: LICENCE,
      block: hash,
      header: toHex(encode(Header, header)),
      nodes: nodes.map(toHex),
    }
    const parts = [
      { corpus: nodes, run: (input: Uint8Array) => outcomeOf(() => decodeNode(input), StateError) },
      readProof(header.stateRoot, nodes, key, truth),
      licenceProof(good),
      segmentProof(),
      fileNode(),
    ]
    return { ...firstByteChooses(parts), close: () => it.stop() }
  },
}

/** One node changed: the value is the true one, or the proof is refused. And a root for just these bytes, to get further. */
const readProof = (root: Hash, nodes: readonly Uint8Array[], key: Uint8Array, truth: Uint8Array) => ({
  corpus: nodes.map((node, at) => Uint8Array.of(at, ...node)),
  run: (input: Uint8Array): string => {
    const changed = nodes.map((node, at) => (at === input[0] ? input.subarray(1) : node))
    const outcome = outcomeOf(() => {
      const value = verifyReadProof(root, changed, key)
      if (!value || !equalBytes(value, truth)) throw new FuzzFault('A changed proof shows another value')
    }, StateError)
    outcomeOf(() => verifyReadProof(toHex(blake2b256(input.subarray(1))), changed, key), StateError)
    return outcome
  },
})

const licenceProof = (good: LicenceProof) => ({
  corpus: [utf8(JSON.stringify(good))],
  run: (input: Uint8Array): string => {
    let proof: LicenceProof
    try {
      proof = JSON.parse(new TextDecoder().decode(input)) as LicenceProof
    } catch {
      return 'no JSON'
    }
    return outcomeOf(() => {
      const shown = verifyLicenceProof(proof)
      if (shown && proof.block === good.block && proof.licence !== good.licence)
        throw new FuzzFault('A changed proof shows a licence')
    }, SdkError)
  },
})

function segmentProof() {
  const file = new FuzzRandom(1).bytes(FILE_BYTES) // no two segments alike: of such, each would prove the other's place
  const chunks = [0, 1, 2].map((at) => file.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES))
  const roots = chunks.map(segmentRootOf)
  const root = segmentRootOfChunks(roots)
  const { segment, path } = createSegmentProof(3, CHUNK_BYTES, chunks[1], roots)
  const packed = concatBytes(Uint8Array.of(3), segment, ...path)
  return {
    corpus: [packed],
    run: (input: Uint8Array): string => {
      const [index] = input
      const items: Uint8Array[] = []
      for (let at = 1 + SEGMENT_SIZE; at < input.length; at += 32) items.push(input.subarray(at, at + 32))
      const shown = input.subarray(1, 1 + SEGMENT_SIZE)
      const holds = verifySegmentProof(root, FILE_BYTES, { index, segment: shown, path: items })
      if (holds && !equalBytes(input, packed)) throw new FuzzFault('A changed proof of a segment holds')
      verifyMerkleProof(root, sha256(shown), index, input.length, items)
      return holds ? 'ok' : 'refused'
    },
  }
}

function fileNode() {
  const links = [1, 2, 3].map((size) => ({
    cid: createCid(size === 1 ? 'raw' : 'dag-pb', sha256(Uint8Array.of(size))),
    fileSize: size * 1_000,
    treeSize: size * 1_000 + 50,
  }))
  return {
    corpus: [encodeFileNode(links), encodeFileNode(links.slice(1))],
    run: (input: Uint8Array) => outcomeOf(() => decodeFileNode(input), ContentError, CodecError),
  }
}
