import {
  type ChainClient,
  type LicenceCertificate,
  type LicenceProof,
  type NetworkInfo,
  proofBlockNumber,
  proveLicence,
  verifyLicenceProof,
} from '@echochain/sdk'
import { licences as licencesWords } from '../../../text/licences.ts'
import { compareLicence } from './compareLicence.ts'
import { compareSale } from './compareSale.ts'
import { describeProof } from './describeProof.ts'
import type { ProofReport } from './ProofReport.ts'

const words = licencesWords.proof

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
  const differing = [...compareLicence(shown, licence), ...(await compareSale(chain, shown, proof.block))]
  if (shown.genesisHash !== proof.genesisHash)
    findings.push({ result: 'wrong', words: words.otherChain(shown.genesisHash) })
  for (const field of differing) findings.push({ result: 'wrong', words: words.differs(words.fields[field]) })
  if (differing.length === 0) findings.push({ result: 'said', words: words.saleMatches })
  findings.push({ result: 'said', words: words.believed })
  const holds = findings.every(({ result }) => result !== 'wrong')
  return {
    proof,
    report: { outcome: holds ? 'holds' : 'fails', verdict: holds ? words.holds : words.holdsNot, findings },
  }
}
