import { registryEvents } from '@echochain/runtime'
import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import { recordSubject } from '../../indexer/marketEvents.ts'
import type { Api, ApiParts } from '../Api.ts'
import { notFound } from '../ApiError.ts'
import { listEvents } from '../chain/listEvents.ts'
import { page, pageQuery } from '../pagination.ts'
import { givenAddressText } from '../parseAddress.ts'
import { address, amount, errorResponses, hash, idParams, recordId } from '../schemas.ts'
import { licenceView, listLicences } from './listLicences.ts'
import { listPurchases, purchaseView } from './listPurchases.ts'

const tags = ['Licences']

/** Splits name at most 16 royalties and 8 parents with 17 payments each. */
const MAX_SHARES = 200

const certificate = licenceView
  .extend({
    genesisHash: hash.meta({ description: 'The chain this licence is a record of' }),
    extrinsic: hash.nullable().meta({ description: 'Hash of the extrinsic that bought it' }),
    plainHash: hash.nullable().meta({ description: 'SHA-256 of the file' }),
  })
  .meta({ id: 'Certificate' })

const share = z.object({
  account: address,
  amount,
  role: z.enum(['Owner', 'Royalty', 'Upstream']),
  viaSample: z.int().nullable().meta({ description: 'The parent an upstream share came through' }),
  credited: z.boolean().meta({ description: 'Waits to be claimed, since the account did not exist' }),
})
const settlement = z.object({ fee: amount, burned: amount, treasury: amount, deliveryEscrow: amount })

const purchaseDetail = purchaseView
  .extend({
    extrinsic: hash.nullable(),
    settlement: settlement.nullable().meta({ description: 'What became of the fee' }),
    shares: z.array(share),
  })
  .meta({ id: 'PurchaseDetail' })

export function licenceRoutes(api: Api, { db, indexer }: ApiParts): void {
  api.get(
    '/api/licences',
    {
      schema: {
        tags,
        summary: 'Licences of a holder or a sample, newest first',
        querystring: pageQuery.extend({ holder: givenAddressText.optional(), sample: recordId.optional() }),
        response: { 200: page(licenceView), ...errorResponses },
      },
    },
    ({ query }) => listLicences(db, query, indexer.status.finalizedNumber),
  )

  api.get(
    '/api/licences/:id',
    {
      schema: {
        tags,
        summary: 'A licence as a certificate shows it',
        params: idParams,
        response: { 200: certificate, ...errorResponses },
      },
    },
    async ({ params: { id } }) => {
      const [licence] = (await listLicences(db, { id, limit: 1 }, indexer.status.finalizedNumber)).items
      if (!licence) throw notFound(`There is no licence ${id}`)
      const cursor = await db.selectFrom('cursor').select('genesis_hash').executeTakeFirstOrThrow()
      const sample = await db
        .selectFrom('samples')
        .select('plain_hash')
        .where('id', '=', licence.sample.id)
        .executeTakeFirst()
      const { extrinsic } = await saleOf(db, licence.purchase)
      return { ...licence, genesisHash: cursor.genesis_hash, extrinsic, plainHash: sample?.plain_hash ?? null }
    },
  )

  api.get(
    '/api/purchases',
    {
      schema: {
        tags,
        summary: 'Purchases of a buyer, a seller or a sample, newest first',
        querystring: pageQuery.extend({
          buyer: givenAddressText.optional(),
          seller: givenAddressText.optional(),
          sample: recordId.optional(),
        }),
        response: { 200: page(purchaseView), ...errorResponses },
      },
    },
    ({ query }) => listPurchases(db, query, indexer.status.finalizedNumber),
  )

  api.get(
    '/api/purchases/:id',
    {
      schema: {
        tags,
        summary: 'A purchase with how its price was divided',
        params: idParams,
        response: { 200: purchaseDetail, ...errorResponses },
      },
    },
    async ({ params: { id } }) => {
      const [purchase] = (await listPurchases(db, { id, limit: 1 }, indexer.status.finalizedNumber)).items
      if (!purchase) throw notFound(`There is no purchase ${id}`)
      const payments = await db
        .selectFrom('payments')
        .selectAll()
        .where('purchase', '=', id)
        .orderBy('block')
        .orderBy('event')
        .limit(MAX_SHARES)
        .execute()
      const shares = payments.map((payment) => ({
        account: payment.account,
        amount: payment.amount.toString(),
        role: payment.role,
        viaSample: payment.via_sample,
        credited: payment.credited,
      }))
      return { ...purchase, ...(await saleOf(db, id)), shares }
    },
  )
}

/** Where a purchase was made, and how its fee was divided, from its events. */
async function saleOf(db: Database, purchase: number) {
  const names = [registryEvents.LicenceBought.path, registryEvents.PurchaseSettled.path]
  const { items } = await listEvents(db, { subject: recordSubject('purchase', purchase), names, limit: 2 }, -1)
  const settled = items.find(({ name }) => name === registryEvents.PurchaseSettled.path)
  const bought = items.find(({ name }) => name === registryEvents.LicenceBought.path)
  const data = settled?.data as Readonly<Record<string, string>> | undefined
  return {
    extrinsic: bought?.extrinsic?.hash ?? null,
    settlement: data
      ? { fee: data.fee, burned: data.burned, treasury: data.treasury, deliveryEscrow: data.delivery_escrow }
      : null,
  }
}
