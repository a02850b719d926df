import {
  type ChainClient,
  type LicenceCertificate,
  type LicenceProof,
  type NetworkInfo,
  proofBlockNumber,
  proveLicence,
  registryStorage,
  verifyLicenceProof,
} from '@echochain/sdk'
import { text } from '../../../text/text.ts'
import { compareLicence } from './compareLicence.ts'
import { describeProof } from './describeProof.ts'
import type { Finding, ProofReport } from './ProofReport.ts'

const words = text.licences.proof

/**
 * Fetches the proof of a licence from a node, verifies it in this page and compares the record with what is shown.
 * Throws `JsonRpcError`, or `SdkError` `BAD_PROOF` when the node's proof does not hold.
 */
export async function checkCertificate(
  chain: ChainClient,
  info: NetworkInfo,
  shown: LicenceCertificate,
): Promise<{ proof: LicenceProof; report: ProofReport }> {
  const proof = await proveLicence(chain, shown.id)
  const licence = verifyLicenceProof(proof)
  const findings = describeProof(proof, licence, info)
  if (!licence) {
    const number = proofBlockNumber(proof)
    const report: ProofReport =
      shown.issuedAt.number > number
        ? { outcome: 'notYet', verdict: words.absentNotFinal(number), findings }
        : { outcome: 'fails', verdict: words.absent(number), findings }
    return { proof, report }
  }
  for (const field of compareLicence(shown, licence))
    findings.push({ result: 'wrong', words: words.differs(words.fields[field]) })
  findings.push(await checkFile(chain, proof, shown), { result: 'said', words: words.believed })
  const holds = findings.every(({ result }) => result !== 'wrong')
  return {
    proof,
    report: { outcome: holds ? 'holds' : 'fails', verdict: holds ? words.holds : words.holdsNot, findings },
  }
}

/** The file's hash stands in the sample's record, which the node is asked for as of the same block. */
async function checkFile(chain: ChainClient, proof: LicenceProof, shown: LicenceCertificate): Promise<Finding> {
  const sample = await chain.get(registryStorage.sample, shown.sample.id, proof.block)
  return sample?.content.plainHash === shown.plainHash
    ? { result: 'said', words: words.fileMatches }
    : { result: 'wrong', words: words.differs(words.fields.file) }
}
