import { type Cid, isCid } from '@echochain/content'
import { z } from 'zod'
import type { Analysis } from '../../analysis/AnalysisDesk.ts'
import { peaksText } from '../../analysis/scalePeaks.ts'
import { keyName } from '../../audio/index.ts'
import type { Api, ApiParts } from '../Api.ts'
import { ApiError, notFound } from '../ApiError.ts'
import { errorResponses } from '../schemas.ts'

const tags = ['Analyses']

const confidence = z.number().min(0).max(1).meta({ description: 'The share of such answers that are right' })
const beats = z.int().meta({ description: 'Thousandths of a beat per minute, as register_sample takes it' })
const key = z.int().min(0).max(23).meta({ description: '0–11: C to B major, 12–23: C to B minor' })
const kind = z.enum(['Loop', 'OneShot'])

const analysisView = z
  .object({
    cid: z.string(),
    result: z.object({
      format: z.string(),
      durationMs: z.int(),
      frames: z.int(),
      sampleRate: z.int(),
      channels: z.int(),
      bitsPerSample: z.int().optional(),
      peakDb: z.number().nullable().meta({ description: 'Null for silence' }),
      loudness: z.number().nullable().meta({ description: 'LUFS, ITU-R BS.1770; null for silence' }),
      bpm: z.object({ value: beats, confidence }).optional().meta({ description: 'Absent where no pulse was heard' }),
      key: z.object({ value: key, name: z.string(), confidence }).optional(),
      kind,
      tags: z
        .object({
          title: z.string().optional(),
          artist: z.string().optional(),
          bpm: beats.optional(),
          key: key.optional(),
          kind: kind.optional(),
        })
        .meta({ description: 'What the file says about itself' }),
    }),
    peaks: z.string().meta({ description: 'Base 64 of pairs of signed bytes: minimum and maximum, −127 to 127' }),
  })
  .meta({ id: 'Analysis', description: 'What was heard in a file' })

const params = z.object({
  cid: z
    .string()
    .max(100)
    .refine((text): text is Cid => isCid(text), 'Not a CIDv1 in base 32'),
})

/** Throws ApiError 422 with the reason if nothing can be heard in the file. */
function toView(analysis: Analysis): z.infer<typeof analysisView> {
  if ('failure' in analysis) throw new ApiError(422, analysis.failure.code, analysis.failure.message)
  const { result, peaks } = analysis
  return {
    cid: analysis.cid,
    result: { ...result, key: result.key && { ...result.key, name: keyName(result.key.value) } },
    peaks: peaksText(new Int8Array(peaks.buffer, peaks.byteOffset, peaks.length)),
  }
}

export function analysisRoutes(api: Api, { analyses, limits }: ApiParts): void {
  api.post(
    '/api/analyses/:cid',
    {
      config: { rateLimit: { max: limits.analysesPerMinute, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Analyse an uploaded file, or get what was heard in it before; 422 with the reason if it is no sound',
        params,
        response: { 200: analysisView, ...errorResponses },
      },
    },
    async ({ params: { cid } }) => {
      const analysis = await analyses.analyse(cid)
      if (!analysis) throw notFound(`The file ${cid} is not stored here`, 'Upload it to the content gateway first')
      return toView(analysis)
    },
  )

  api.get(
    '/api/analyses/:cid',
    {
      schema: {
        tags,
        summary: 'What was heard in a file',
        params,
        response: { 200: analysisView, ...errorResponses },
      },
    },
    async ({ params: { cid } }) => {
      const analysis = await analyses.find(cid)
      if (!analysis) throw notFound(`The file ${cid} has not been analysed`, `POST /api/analyses/${cid} does that`)
      return toView(analysis)
    },
  )
}
