import type { LicenceProof, NetworkInfo } from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { licences as licencesWords } from '../../../text/licences.ts'
import { checkProof, readProofFile } from './checkProofFile.ts'

const words = licencesWords.proof
const HASH = `0x${'11'.repeat(32)}` as const
const info = { name: 'EchoChain Development', genesisHash: HASH, ss58Prefix: 42 } as NetworkInfo
const forged: LicenceProof = { genesisHash: HASH, licence: 7, block: HASH, header: '0x00', nodes: [] }

describe('a file that is dropped as a proof', () => {
  test.each([
    ['no JSON', 'RIFF…'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['other JSON', '{"tracks":[]}'],
    ['a proof without its nodes', JSON.stringify({ ...forged, nodes: undefined })],
    ['a proof of a licence without a number', JSON.stringify({ ...forged, licence: '7' })],
  ])('that is %s is told apart', async (_, content) => {
    await expect(readProofFile(new Blob([content]))).rejects.toThrow(words.notAProof)
  })

  test('that is too large is not read', async () => {
    await expect(readProofFile(new Blob([new Uint8Array(1024 * 1024 + 1)]))).rejects.toThrow(words.tooLarge)
  })

  test('that somebody made up does not hold', async () => {
    const proof = await readProofFile(new Blob([JSON.stringify(forged)]))
    expect(checkProof(proof, info)).toMatchObject({
      outcome: 'fails',
      verdict: words.broken,
      findings: [{ result: 'wrong' }],
    })
  })
})
