import { parseCid } from '@echochain/content'
import { z } from 'zod'
import { peaksText, scalePeaks } from '../../analysis/scalePeaks.ts'
import { PEAK_BUCKETS } from '../../audio/AudioAnalysis.ts'
import { recordSubject } from '../../indexer/marketEvents.ts'
import type { Api, ApiParts } from '../Api.ts'
import { ApiError, notFound } from '../ApiError.ts'
import { BLOCK_REF_COLUMNS, toBlockRef } from '../blockRefs.ts'
import { eventView, listEvents } from '../chain/listEvents.ts'
import { page, pageQuery } from '../pagination.ts'
import { amount, blockRef, errorResponses, idParams } from '../schemas.ts'
import { countFacets, sampleFacets } from './countFacets.ts'
import { getSample } from './getSample.ts'
import { listSamples, sampleListQuery } from './listSamples.ts'
import { sampleFilters } from './sampleFilters.ts'
import { offer, sampleCard, sampleDetail } from './sampleSchemas.ts'

const tags = ['Samples']
const MAX_PRICES = 200

const peaksView = z
  .object({
    cid: z.string(),
    pairs: z.int(),
    durationMs: z.int(),
    peaks: z.string().meta({ description: 'Base 64 of pairs of signed bytes: minimum and maximum, −127 to 127' }),
  })
  .meta({ id: 'Peaks' })

const priceView = z.object({ block: blockRef, minPrice: amount.nullable(), offers: z.array(offer) })

export function sampleRoutes(api: Api, { db, indexer, analyses }: ApiParts): void {
  const finalizedNumber = () => indexer.status.finalizedNumber

  api.get(
    '/api/samples',
    {
      schema: {
        tags,
        summary: 'Search, filter and sort samples',
        querystring: sampleListQuery,
        response: { 200: page(sampleCard), ...errorResponses },
      },
    },
    ({ query }) => listSamples(db, query, finalizedNumber()),
  )

  api.get(
    '/api/samples/facets',
    {
      schema: {
        tags,
        summary: 'Count what a search finds, by kind, key, tag and format',
        querystring: sampleFilters,
        response: { 200: sampleFacets, ...errorResponses },
      },
    },
    ({ query }) => countFacets(db, query),
  )

  api.get(
    '/api/samples/:id',
    {
      schema: {
        tags,
        summary: 'A sample with its offers, shares, parents and facts on chain',
        params: idParams,
        response: { 200: sampleDetail, ...errorResponses },
      },
    },
    ({ params }) => getSample(db, params.id, finalizedNumber(), (cid) => analyses.isStored(parseCid(cid))),
  )

  api.get(
    '/api/samples/:id/peaks',
    {
      schema: {
        tags,
        summary: 'The waveform of a sample',
        params: idParams,
        querystring: z.object({ pairs: z.coerce.number().int().min(1).max(PEAK_BUCKETS).default(PEAK_BUCKETS) }),
        response: { 200: peaksView, ...errorResponses },
      },
    },
    async ({ params, query: { pairs } }) => {
      const sample = await db.selectFrom('samples').select('content_cid').where('id', '=', params.id).executeTakeFirst()
      if (!sample) throw notFound(`There is no sample ${params.id}`)
      const cid = parseCid(sample.content_cid)
      const analysis = await analyses.find(cid)
      if (!analysis) {
        analyses.enqueue([cid])
        throw notFound(
          `The sound of sample ${params.id} is not analysed (yet)`,
          'Try again when the market has the file',
        )
      }
      if ('failure' in analysis) throw new ApiError(404, 'NOT_FOUND', analysis.failure.message)
      const peaks = peaksText(scalePeaks(analysis.peaks, pairs))
      return { cid, pairs, durationMs: analysis.result.durationMs, peaks }
    },
  )

  api.get(
    '/api/samples/:id/history',
    {
      schema: {
        tags,
        summary: 'What happened to a sample, newest first',
        params: idParams,
        querystring: pageQuery,
        response: { 200: page(eventView), ...errorResponses },
      },
    },
    ({ params, query }) => listEvents(db, { ...query, subject: recordSubject('sample', params.id) }, finalizedNumber()),
  )

  api.get(
    '/api/samples/:id/prices',
    {
      schema: {
        tags,
        summary: `The latest ${MAX_PRICES} prices of a sample, newest first`,
        params: idParams,
        response: { 200: z.object({ items: z.array(priceView) }), ...errorResponses },
      },
    },
    async ({ params }) => {
      const rows = await db
        .selectFrom('price_history as h')
        .leftJoin('blocks as b', 'b.number', 'h.block')
        .select(['h.block', 'h.offers', 'h.min_price', ...BLOCK_REF_COLUMNS])
        .where('h.sample', '=', params.id)
        .orderBy('h.block', 'desc')
        .limit(MAX_PRICES)
        .execute()
      const items = rows.map((row) => ({
        block: toBlockRef(row.block, row, finalizedNumber()),
        minPrice: row.min_price?.toString() ?? null,
        offers: row.offers as z.infer<typeof offer>[],
      }))
      return { items }
    },
  )
}
