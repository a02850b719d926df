import { isNotModified } from '@echochain/content/node'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api/Api.ts'
import { notFound } from '../api/ApiError.ts'
import { type PublicAddresses, publicUrls } from '../api/network/publicUrls.ts'
import { acceptedEncoding } from './acceptedEncoding.ts'
import type { AppFile, AppFiles } from './AppFiles.ts'
import { securityHeaders } from './securityHeaders.ts'

const A_YEAR_SECONDS = 31_536_000

/**
 * Adds the web application at every path but those of the API: its files, and for whatever else a browser opens as a
 * page its index, because the application reads the path itself.
 */
export function serveApp(api: Api, files: AppFiles, addresses: PublicAddresses): void {
  api.get('/*', { schema: { hide: true } }, (request, reply) => {
    const file = findFile(files, request)
    const host = request.headers.host ?? ''
    reply.headers(securityHeaders(publicUrls(host, addresses)))
    return send(file, request, reply)
  })
}

/** Throws ApiError `NOT_FOUND`. */
function findFile(files: AppFiles, { url, method, headers }: FastifyRequest): AppFile {
  const [path] = url.split('?', 1)
  const file = path === '/' ? files.index : files.find(path)
  if (file) return file
  const isPage = headers.accept?.includes('text/html') === true && !/^\/(api|assets)(\/|$)/.test(path)
  if (isPage) return files.index
  const hint = path.startsWith('/api') ? 'GET /api/openapi.json lists what there is' : undefined
  throw notFound(`There is nothing at ${method} ${url.slice(0, 200)}`, hint)
}

function send(file: AppFile, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('Cache-Control', file.isImmutable ? `public, max-age=${A_YEAR_SECONDS}, immutable` : 'no-cache')
  reply.header('Vary', 'Origin, Accept-Encoding').header('ETag', file.etag)
  if (isNotModified(headers['if-none-match'], file.etag)) return reply.code(304).send()
  const encoding = acceptedEncoding(file, headers['accept-encoding'])
  const body = (encoding && file.compressed.get(encoding)) ?? file.bytes
  if (encoding) reply.header('Content-Encoding', encoding)
  return reply.type(file.type).send(body)
}
