import { SAMPLE_STATUSES } from '@echochain/sdk'
import { z } from 'zod'
import { address, amount, blockRef, cid, hash } from '../schemas.ts'

export const musicalKey = z
  .object({
    value: z.int().meta({ description: '0–11: C to B major, 12–23: C to B minor' }),
    name: z.string().meta({ examples: ['A minor'] }),
    camelot: z.string().meta({ examples: ['8A'] }),
  })
  .meta({ id: 'Key' })

export const offer = z
  .object({
    offerHash: hash.meta({ description: 'What buy_licence names' }),
    kind: z.enum(['Personal', 'Commercial', 'Exclusive']),
    terms: hash.meta({ description: 'SHA-256 of the licence text' }),
    asset: z.union([z.literal('Native'), z.object({ asset: z.int() })]),
    price: amount,
    transferable: z.boolean(),
  })
  .meta({ id: 'Offer' })

const kind = z.enum(['Loop', 'OneShot', 'Stem', 'Pack'])
const status = z.enum(SAMPLE_STATUSES)

/** What a list shows of a sample. */
export const sampleCard = z
  .object({
    id: z.int(),
    title: z.string(),
    owner: address,
    kind,
    bpm: z.number().nullable().meta({ description: 'Beats per minute; null where there is no tempo' }),
    key: musicalKey.nullable(),
    tags: z.array(z.string()),
    durationMs: z.int(),
    format: z.string(),
    contentCid: cid,
    previewCid: cid.nullable(),
    minPrice: amount.nullable(),
    forSale: z.boolean(),
    status,
    sales: z.int().meta({ description: 'Licences sold' }),
    registeredAt: blockRef,
    peaks: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'If asked for: base 64 of pairs of signed bytes, minimum and maximum; null if not known' }),
  })
  .meta({ id: 'SampleCard' })
export type SampleCard = z.infer<typeof sampleCard>

export const parentLink = z
  .object({ sample: z.int(), basisPoints: z.int(), title: z.string().nullable(), owner: address.nullable() })
  .meta({ id: 'ParentLink' })

export const sampleDetail = sampleCard
  .extend({
    sizeBytes: z.string().meta({ description: 'As the owner states it, a decimal number' }),
    plainHash: hash,
    plainRoot: hash,
    storageRoot: hash,
    keyCommitment: hash.nullable(),
    fingerprintHash: hash.nullable(),
    offers: z.array(offer),
    royalties: z.array(z.object({ account: address, basisPoints: z.int() })),
    parents: z.array(parentLink),
    children: z.int().meta({ description: 'Samples made from this one: GET /api/samples?parent=' }),
    exclusivelyLicensed: z.boolean(),
    keyAgent: address.nullable(),
    deposit: amount,
    disputeBond: amount,
    reports: z.int(),
    revenue: amount.meta({ description: 'Sum of all prices paid' }),
    registeredBy: hash.nullable().meta({ description: 'Hash of the extrinsic that registered it' }),
    stored: z.boolean().meta({ description: 'Whether this market has the file' }),
    storageKey: z.string().meta({ description: 'Key of the record in the state, for state_getReadProof' }),
  })
  .meta({ id: 'Sample' })

export const sampleKinds = kind
export const sampleStatuses = status
