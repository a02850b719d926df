import type { Doors } from '@echochain/content/node'
import type { IncomingHttpHeaders } from 'node:http'
import { ApiError } from './ApiError.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses requests to another name than the server's, behind which a page may hide that had its name resolve to this
 * machine (DNS rebinding). Throws ApiError `HOST_REFUSED`.
 */
export function checkHost({ host = '' }: IncomingHttpHeaders, { allowedHosts = [] }: Doors): void {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (LOOPBACK.includes(name) || allowedHosts.includes(name)) return
  throw new ApiError(
    403,
    'HOST_REFUSED',
    `This server does not answer to the host "${name}"`,
    'Allow it with --allow-host',
  )
}

/** Refuses requests by pages of foreign origins; what is no page has none. Throws ApiError `ORIGIN_REFUSED`. */
export function checkOrigin({ origin }: IncomingHttpHeaders, { allowedOrigins = [] }: Doors): void {
  if (origin === undefined || allowedOrigins.includes(origin)) return
  const url = URL.parse(origin)
  if (url && /^https?:$/.test(url.protocol) && LOOPBACK.includes(url.hostname)) return
  throw new ApiError(
    403,
    'ORIGIN_REFUSED',
    `Pages of ${origin} may not use this server`,
    'Allow them with --allow-origin',
  )
}
