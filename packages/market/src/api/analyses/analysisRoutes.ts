import { type Cid, isCid } from '@echochain/content'
import { z } from 'zod'
import type { Analysis } from '../../analysis/AnalysisDesk.ts'
import { peaksText } from '../../analysis/scalePeaks.ts'
import { camelotCode, keyName } from '../../audio/index.ts'
import type { Api, ApiParts } from '../Api.ts'
import { notFound } from '../ApiError.ts'
import { musicalKey } from '../samples/sampleSchemas.ts'
import { errorResponses } from '../schemas.ts'

const tags = ['Analyses']

const confidence = z.number().min(0).max(1).meta({ description: 'The share of such answers that are right' })
const beats = z.number().meta({ description: 'Beats per minute' })

const analysisView = z
  .object({
    cid: z.string(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    sound: z
      .object({
        format: z.string(),
        durationMs: z.int(),
        sampleRate: z.int(),
        channels: z.int(),
        bitsPerSample: z.int().nullable(),
        peakDb: z.number().nullable().meta({ description: 'Null for silence' }),
        loudness: z.number().nullable().meta({ description: 'LUFS, ITU-R BS.1770; null for silence' }),
        bpm: z.object({ value: beats, confidence }).nullable(),
        key: musicalKey.extend({ confidence }).nullable(),
        kind: z.enum(['Loop', 'OneShot']),
        tags: z.object({
          title: z.string().nullable(),
          artist: z.string().nullable(),
          bpm: beats.nullable(),
          key: musicalKey.nullable(),
          kind: z.enum(['Loop', 'OneShot']).nullable(),
        }),
        peaks: z.string().meta({ description: 'Base 64 of pairs of signed bytes: minimum and maximum' }),
      })
      .nullable(),
  })
  .meta({ id: 'Analysis', description: 'What was heard in a file: either the sound or the failure' })

const params = z.object({
  cid: z
    .string()
    .max(100)
    .refine((text): text is Cid => isCid(text), 'Not a CIDv1 in base 32'),
})

const describeKey = (key: number) => ({ value: key, name: keyName(key), camelot: camelotCode(key) })

function toView(analysis: Analysis): z.infer<typeof analysisView> {
  if ('failure' in analysis) return { cid: analysis.cid, failure: analysis.failure, sound: null }
  const { result, peaks } = analysis
  const { bpm, key, tags: claimed } = result
  const sound = {
    format: result.format,
    durationMs: result.durationMs,
    sampleRate: result.sampleRate,
    channels: result.channels,
    bitsPerSample: result.bitsPerSample ?? null,
    peakDb: result.peakDb,
    loudness: result.loudness,
    bpm: bpm ? { value: bpm.value / 1000, confidence: bpm.confidence } : null,
    key: key ? { ...describeKey(key.value), confidence: key.confidence } : null,
    kind: result.kind,
    tags: {
      title: claimed.title ?? null,
      artist: claimed.artist ?? null,
      bpm: claimed.bpm === undefined ? null : claimed.bpm / 1000,
      key: claimed.key === undefined ? null : describeKey(claimed.key),
      kind: claimed.kind ?? null,
    },
    peaks: peaksText(new Int8Array(peaks.buffer, peaks.byteOffset, peaks.length)),
  }
  return { cid: analysis.cid, failure: null, sound }
}

export function analysisRoutes(api: Api, { analyses, limits }: ApiParts): void {
  api.post(
    '/api/analyse/:cid',
    {
      config: { rateLimit: { max: limits.analysesPerMinute, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Analyse an uploaded file, or get what was heard in it before',
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
      if (!analysis) throw notFound(`The file ${cid} has not been analysed`, `POST /api/analyse/${cid} does that`)
      return toView(analysis)
    },
  )
}
