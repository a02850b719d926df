import { Doors } from '@echochain/doors'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { serveApp } from '../app/serveApp.ts'
import { accountRoutes } from './accounts/accountRoutes.ts'
import { analysisRoutes } from './analyses/analysisRoutes.ts'
import type { Api, ApiParts } from './Api.ts'
import { ApiError, notFound } from './ApiError.ts'
import { blockRoutes } from './chain/blockRoutes.ts'
import { eventRoutes } from './chain/eventRoutes.ts'
import { extrinsicRoutes } from './chain/extrinsicRoutes.ts'
import { describeApi } from './describeApi.ts'
import { describeFailure, type InvalidRequest } from './describeFailure.ts'
import { type ApiDescription, docsPage } from './docs/docsPage.ts'
import { faucetRoutes } from './faucet/faucetRoutes.ts'
import { licenceRoutes } from './licences/licenceRoutes.ts'
import { networkRoutes } from './network/networkRoutes.ts'
import { parametersOf, refuseUnknownParameters } from './refuseUnknownParameters.ts'
import { sampleRoutes } from './samples/sampleRoutes.ts'
import { searchRoutes } from './search/searchRoutes.ts'
import { statusRoutes } from './status/statusRoutes.ts'
import { streamRoutes } from './stream/streamRoutes.ts'

const CHECK_TIMEOUTS_MS = 1_000

/** The market's HTTP interface, not yet listening. Its description is at `/api/openapi.json`. */
export async function createApi(parts: ApiParts): Promise<Api> {
  const { limits, logger } = parts
  const server = Fastify({
    logger: false,
    bodyLimit: limits.maxBodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    routerOptions: { maxParamLength: 100 },
    http: {
      maxHeaderSize: limits.maxHeaderBytes,
      // Node looks for requests that take too long only every 30 seconds by itself.
      connectionsCheckingInterval: Math.min(CHECK_TIMEOUTS_MS, limits.requestTimeoutMs),
    },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  })
  server.server.maxConnections = limits.maxConnections
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  const api: Api = server.withTypeProvider<ZodTypeProvider>()
  answerErrors(api, logger)
  guardDoors(api, parts.doors)
  refuseUnknownParameters(api)
  await describeApi(api)
  await api.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_, { after }) =>
      new ApiError(429, 'TOO_MANY_REQUESTS', 'There were too many requests from this address', `Wait ${after}`),
  })
  for (const addRoutes of [
    sampleRoutes,
    accountRoutes,
    licenceRoutes,
    blockRoutes,
    extrinsicRoutes,
    eventRoutes,
    searchRoutes,
    analysisRoutes,
    statusRoutes,
    networkRoutes,
    faucetRoutes,
    streamRoutes,
  ])
    addRoutes(api, parts)
  api.get('/api/openapi.json', { schema: { hide: true } }, (_, reply) => reply.send(api.swagger()))
  api.get('/api/docs', { schema: { hide: true } }, (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(docsPage(api.swagger() as ApiDescription)),
  )
  if (parts.app) serveApp(api, parts.app, parts.addresses)
  await api.ready()
  return api
}

function answerErrors(api: Api, logger: ApiParts['logger']): void {
  api.setNotFoundHandler(({ method, url }) => {
    throw notFound(`There is nothing at ${method} ${url.slice(0, 200)}`, 'GET /api/openapi.json lists what there is')
  })
  api.setErrorHandler((error, request, reply) => {
    const { status, body, retryAfterSeconds } = describeFailure(error, invalidRequest(error, request))
    if (status === 500) {
      const { message, stack } = error as Error
      logger.error('A request failed', { url: request.url.slice(0, 200), message, stack })
    }
    if (retryAfterSeconds !== undefined) reply.header('Retry-After', String(retryAfterSeconds))
    // Bodies of errors are not those of the route's schema.
    return reply.code(status).type('application/json').serializer(JSON.stringify).send(body)
  })
}

function invalidRequest(error: unknown, { routeOptions }: FastifyRequest): InvalidRequest | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined
  return { issues: error.validation, parameters: parametersOf(routeOptions.schema?.querystring) }
}

/** What the operator is told to do about a refusal. */
const HINTS: Readonly<Record<'HOST_REFUSED' | 'ORIGIN_REFUSED', string>> = {
  HOST_REFUSED: 'Allow it with --allow-host',
  ORIGIN_REFUSED: 'Allow them with --allow-origin',
}

function guardDoors(api: Api, options: ApiParts['doors']): void {
  const doors = new Doors(options)
  api.addHook('onRequest', async ({ method, headers }, reply) => {
    reply.header('X-Content-Type-Options', 'nosniff')
    reply.header('Referrer-Policy', 'no-referrer')
    reply.header('Cache-Control', 'no-store')
    reply.header('Vary', 'Origin')
    const refusal = doors.hostRefusal(headers) ?? doors.originRefusal(headers)
    if (refusal) throw new ApiError(refusal.status, refusal.code, refusal.reason, HINTS[refusal.code])
    if (headers.origin !== undefined) reply.header('Access-Control-Allow-Origin', headers.origin)
    reply.header('Access-Control-Expose-Headers', 'Retry-After')
    if (method !== 'OPTIONS') return undefined
    reply.header('Access-Control-Allow-Methods', 'GET, HEAD, POST')
    reply.header('Access-Control-Allow-Headers', 'Content-Type')
    reply.header('Access-Control-Max-Age', '600')
    return reply.code(204).send()
  })
}
