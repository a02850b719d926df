import { decode, encode, fromHex, toHex } from '@echochain/codec'
import { Header, headerHash } from '@echochain/frame'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishOnChain } from '../testing/publishOnChain.ts'
import { BLOCKS_TO_FINALITY, devKeys, producing, startChain } from '../testing/startChain.ts'
import { type BoughtLicence, buyLicence } from './buyLicence.ts'
import { type LicenceProof, proofBlockNumber, proveLicence, verifyLicenceProof } from './licenceProof.ts'
import { createOffer } from './publishSample.ts'

const [alice, bob] = [devKeys('Alice'), devKeys('Bob')]

let early: LicenceProof
let bought: BoughtLicence
let proof: LicenceProof
let absent: LicenceProof

beforeAll(async () => {
  await using chain = await startChain()
  const { node, client } = chain
  early = await proveLicence(client, 1)
  const offer = createOffer('Commercial', 1_000_000_000_000n)
  const sample = await publishOnChain(chain, 'a loop', { offers: [offer] }, bob)
  bought = await buyLicence(client, sample, offer, alice, producing(node))
  await node.produceMany(BLOCKS_TO_FINALITY)
  proof = await proveLicence(client, bought.licence)
  absent = await proveLicence(client, bought.licence + 1)
})

const otherDigit = (hex: string, at: number) => hex.slice(0, at) + (hex[at] === '0' ? '1' : '0') + hex.slice(at + 1)
const refusal = expect.objectContaining({ code: 'BAD_PROOF' })

describe('a licence proof', () => {
  test('shows the licence as of the finalized block, also after a way as JSON', () => {
    const read: LicenceProof = JSON.parse(JSON.stringify(proof))
    expect(verifyLicenceProof(read)).toMatchObject({
      holder: alice.account,
      kind: 'Commercial',
      purchase: bought.purchase,
      terms: createOffer('Commercial', 0n).terms,
      issuedAt: bought.inclusion.blockNumber,
    })
    expect(decode(Header, fromHex(read.header)).number).toBeGreaterThanOrEqual(bought.inclusion.blockNumber)
  })

  test('tells the block it is as of, unless it does not hold', () => {
    expect(proofBlockNumber(proof)).toBe(decode(Header, fromHex(proof.header)).number)
    expect(proofBlockNumber(early)).toBe(0)
    expect(() => proofBlockNumber({ ...proof, block: early.block })).toThrow(refusal)
  })

  test('shows that there is no such licence', () => {
    expect(verifyLicenceProof(absent)).toBeUndefined()
    expect(verifyLicenceProof(early)).toBeUndefined() // as of block 0
  })

  test('with any digit of any node changed is refused', () => {
    proof.nodes.forEach((node, index) => {
      for (let at = 2; at < node.length; at += 1) {
        const nodes = proof.nodes.with(index, otherDigit(node, at) as typeof node)
        expect(() => verifyLicenceProof({ ...proof, nodes }), `digit ${at} of node ${index}`).toThrow(refusal)
      }
    })
  })

  test('with a node missing is refused', () => {
    for (let index = 0; index < proof.nodes.length; index++)
      expect(() => verifyLicenceProof({ ...proof, nodes: proof.nodes.toSpliced(index, 1) }), `node ${index}`).toThrow(
        refusal,
      )
  })

  test('with any digit of header, block or chain changed is refused', () => {
    for (const field of ['header', 'block', 'genesisHash'] as const)
      for (let at = 2; at < proof[field].length; at++)
        expect(
          () => verifyLicenceProof({ ...proof, [field]: otherDigit(proof[field], at) }),
          `digit ${at} of ${field}`,
        ).toThrow(refusal)
  })

  test('with a header of one’s own is another block’s, which nobody trusts', () => {
    const forged = { ...decode(Header, fromHex(proof.header)), stateRoot: proof.block }
    const header = toHex(encode(Header, forged))
    expect(() => verifyLicenceProof({ ...proof, header })).toThrow(refusal)
    expect(() => verifyLicenceProof({ ...proof, header, block: headerHash(forged) })).toThrow(refusal)
  })

  test('for another licence shows nothing that is not so', () => {
    for (const licence of [0, 2, 3, 255, 2 ** 32 - 1]) {
      let shown: unknown
      try {
        shown = verifyLicenceProof({ ...proof, licence })
      } catch (error) {
        expect(error).toEqual(refusal)
      }
      expect(shown, `licence ${licence}`).toBeUndefined()
    }
    expect(bought.licence).toBe(1)
  })

  test.each([null, undefined, 7, 'proof', [], {}])('that is something else, %o, is refused', (something) => {
    expect(() => verifyLicenceProof(something as unknown as LicenceProof)).toThrow(refusal)
  })

  test.each([{ licence: -1 }, { nodes: ['0xzz'] }, { nodes: [1] }, { nodes: null }, { header: 7 }, { header: '0x' }])(
    'that is malformed, %o, is refused',
    (broken) => {
      expect(() => verifyLicenceProof({ ...proof, ...broken } as unknown as LicenceProof)).toThrow(refusal)
    },
  )
})
