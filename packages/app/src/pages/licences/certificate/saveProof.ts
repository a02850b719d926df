import type { LicenceProof } from '@echochain/sdk'
import { licences as licencesWords } from '../../../text/licences.ts'

/** Saves a proof as a JSON file that can be checked anywhere, also without a network. */
export function saveProof(proof: LicenceProof): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(proof, undefined, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = licencesWords.proof.fileName(proof.licence)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
