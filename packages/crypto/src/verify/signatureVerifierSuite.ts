// What every SignatureVerifier must do. For tests: each implementation runs it.
import { describe, expect, test } from 'vitest'
import { keypairFromUri } from '../account/keypairFromUri.ts'
import type { MultiSignature, SignatureScheme } from '../account/MultiSignature.ts'
import type { AccountId } from '@echochain/codec'
import type { SignatureBatch, SignatureVerifier } from './SignatureVerifier.ts'

/** A signature, and whether it is valid. */
export interface Sample {
  readonly signature: MultiSignature
  readonly message: Uint8Array
  readonly account: AccountId
  readonly valid: boolean
}

const KEYS = (['ed25519', 'sr25519', 'ecdsa'] as const satisfies SignatureScheme[]).map((scheme) =>
  keypairFromUri('//Alice', scheme),
)

/** Signatures of all schemes over messages of 0 to 399 bytes; every third is wrong in one of four ways. */
export function samples(count: number): Sample[] {
  return Array.from({ length: count }, (_, i) => {
    const key = KEYS[i % KEYS.length]
    const message = new Uint8Array(i % 400).fill(i)
    const signed = { signature: key.sign(message), message, account: key.account }
    return i % 4 === 1 ? { ...spoil(signed, i), valid: false } : { ...signed, valid: true }
  })
}

function spoil({ signature, message, account }: Omit<Sample, 'valid'>, way: number): Omit<Sample, 'valid'> {
  const changed = signature.value.slice()
  switch ((way >> 2) % 4) {
    case 0:
      changed[5] ^= 1
      return { signature: { ...signature, value: changed }, message, account }
    case 1:
      return { signature: { ...signature, value: changed.subarray(1) }, message, account }
    case 2:
      return { signature, message: new Uint8Array([...message, 0]), account }
    default:
      return { signature, message, account: keypairFromUri('//Bob', 'ed25519').account }
  }
}

export function addAll(batch: SignatureBatch, items: readonly Sample[]): void {
  for (const { signature, message, account } of items) batch.add(signature, message, account)
}

const verdicts = (items: readonly Sample[]): boolean[] => items.map(({ valid }) => valid)

export function signatureVerifierSuite(create: () => SignatureVerifier): void {
  const using = async (run: (verifier: SignatureVerifier) => Promise<void>): Promise<void> => {
    const verifier = create()
    try {
      await run(verifier)
    } finally {
      await verifier.close()
    }
  }

  describe('as every SignatureVerifier', () => {
    test('a batch without signatures is finished at once', () =>
      using(async (verifier) => expect(await verifier.begin().finish()).toEqual([])))

    test('verdicts come in the order in which signatures were added', () =>
      using(async (verifier) => {
        const items = samples(500)
        const batch = verifier.begin()
        items.forEach(({ signature, message, account }, i) => expect(batch.add(signature, message, account)).toBe(i))
        expect(await batch.finish()).toEqual(verdicts(items))
      }))

    test('batches that overlap in time do not mix', () =>
      using(async (verifier) => {
        const groups = [samples(100), samples(37).reverse(), samples(3), samples(230)]
        const batches = groups.map(() => verifier.begin())
        for (let i = 0; i < 230; i++) groups.forEach((group, g) => addAll(batches[g], group.slice(i, i + 1)))
        const results = await Promise.all(batches.map((batch) => batch.finish()))
        expect(results).toEqual(groups.map(verdicts))
      }))

    test('a batch that is never finished is in nobody’s way', () =>
      using(async (verifier) => {
        addAll(verifier.begin(), samples(50))
        const batch = verifier.begin()
        addAll(batch, samples(50))
        expect(await batch.finish()).toEqual(verdicts(samples(50)))
      }))

    test('the event loop turns while a batch is finished', () =>
      using(async (verifier) => {
        const batch = verifier.begin()
        addAll(batch, samples(300))
        let turns = 0
        const timer = setInterval(() => turns++, 0)
        await batch.finish()
        clearInterval(timer)
        expect(turns).toBeGreaterThan(0)
      }))

    test('a finished batch takes nothing more, and a closed verifier begins none', () =>
      using(async (verifier) => {
        const [item] = samples(1)
        const batch = verifier.begin()
        await batch.finish()
        expect(() => addAll(batch, [item])).toThrow(expect.objectContaining({ code: 'FINISHED' }))
        await expect(batch.finish()).rejects.toMatchObject({ code: 'FINISHED' })
        const open = verifier.begin()
        addAll(open, [item])
        await verifier.close()
        expect(() => verifier.begin()).toThrow(expect.objectContaining({ code: 'CLOSED' }))
        expect(await open.finish()).toEqual([true])
      }))
  })
}
