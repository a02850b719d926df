import type { Hash } from '@echochain/codec'
import {
  type ChainClient,
  type Licence,
  type LicenceProof,
  type NetworkInfo,
  proofBlockNumber,
  verifyLicenceProof,
} from '@echochain/sdk'
import { licences as licencesWords } from '../../../text/licences.ts'
import { describeProof } from './describeProof.ts'
import type { ProofReport } from './ProofReport.ts'

const words = licencesWords.proof

/** A proof has some dozens of trie nodes of at most a few kilobytes. */
const MAX_FILE_BYTES = 1024 * 1024

/** Reads what a certificate page saved. Throws an `Error` that says what the file is instead. */
export async function readProofFile(file: Blob): Promise<LicenceProof> {
  if (file.size > MAX_FILE_BYTES) throw new Error(words.tooLarge)
  let proof: Partial<LicenceProof> | null
  try {
    proof = JSON.parse(await file.text())
  } catch (cause) {
    throw new Error(words.notAProof, { cause })
  }
  if (!proof || typeof proof.licence !== 'number' || !proof.header || !Array.isArray(proof.nodes))
    throw new Error(words.notAProof)
  return proof as LicenceProof
}

/** What a proof file shows without any network. */
export function checkProof(proof: LicenceProof, info: NetworkInfo): ProofReport {
  let licence: Licence | undefined
  try {
    licence = verifyLicenceProof(proof)
  } catch (error) {
    return {
      outcome: 'fails',
      verdict: words.broken,
      findings: [{ result: 'wrong', words: (error as Error).message }],
    }
  }
  const findings = describeProof(proof, licence, info)
  if (!licence) return { outcome: 'fails', verdict: words.absent(proofBlockNumber(proof)), findings }
  if (proof.genesisHash !== info.genesisHash) return { outcome: 'fails', verdict: words.elsewhere, findings }
  return { outcome: 'holds', verdict: words.offline, findings }
}

/** What a proof file that holds shows together with a node's word on which blocks are final. Throws `JsonRpcError`. */
export async function checkProofBlock(
  report: ProofReport,
  proof: LicenceProof,
  chain: ChainClient,
): Promise<ProofReport> {
  const number = proofBlockNumber(proof)
  const [hash, finalized] = await Promise.all([
    chain.rpc.request<Hash | null>('chain_getBlockHash', [number]),
    chain.finalizedBlock(),
  ])
  const final = hash === proof.block && number <= finalized.number && proof.genesisHash === chain.genesisHash
  const holds = report.outcome === 'holds' && final
  return {
    outcome: holds ? 'holds' : 'fails',
    verdict: holds ? words.stoodAt(number) : report.outcome === 'holds' ? words.holdsNot : report.verdict,
    findings: [
      ...report.findings,
      final ? { result: 'said', words: words.final(number) } : { result: 'wrong', words: words.notFinal(number) },
    ],
  }
}
