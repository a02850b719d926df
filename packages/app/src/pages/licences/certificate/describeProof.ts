import { ss58Encode } from '@echochain/codec'
import { type Licence, type LicenceProof, type NetworkInfo, proofBlockNumber } from '@echochain/sdk'
import { licences as licencesWords } from '../../../text/licences.ts'
import type { Finding } from './ProofReport.ts'

const words = licencesWords.proof

/** What a proof that holds shows by itself, to anybody who trusts its block. */
export function describeProof(proof: LicenceProof, licence: Licence | undefined, info: NetworkInfo): Finding[] {
  const ours = proof.genesisHash === info.genesisHash
  const common: Finding[] = [
    { result: 'proven', words: words.header(proofBlockNumber(proof), proof.block) },
    { result: 'proven', words: licence ? words.path(proof.nodes.length) : words.pathToNothing(proof.nodes.length) },
    ours
      ? { result: 'proven', words: words.genesis(info.name) }
      : { result: 'wrong', words: words.otherChain(proof.genesisHash) },
  ]
  if (!licence) return common
  return [
    ...common,
    { result: 'proven', words: words.record(proof.licence, licencesWords.kind(licence.kind), licence.sample) },
    { result: 'proven', words: words.holder, address: ss58Encode(licence.holder, info.ss58Prefix) },
  ]
}
