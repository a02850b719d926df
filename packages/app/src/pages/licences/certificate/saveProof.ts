import type { LicenceProof } from '@echochain/sdk'
import { saveFile } from '../../../elements/saveFile.ts'
import { licences as licencesWords } from '../../../text/licences.ts'

/** Saves a proof as a JSON file that can be checked anywhere, also without a network. */
export function saveProof(proof: LicenceProof): void {
  const content = new Blob([JSON.stringify(proof, undefined, 2)], { type: 'application/json' })
  saveFile(licencesWords.proof.fileName(proof.licence), content)
}
