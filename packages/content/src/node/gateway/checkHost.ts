import type { IncomingHttpHeaders } from 'node:http'
import { ContentError } from '../../ContentError.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** The host names a server answers to and the origins whose pages may use it, beside those of this machine. */
export interface Doors {
  /** Such as `content.example.org`, without port. */
  readonly allowedHosts?: readonly string[]
  /** Such as `https://app.example.org`. */
  readonly allowedOrigins?: readonly string[]
}

/**
 * Refuses requests that were sent to another name than the server's: a page whose name was made to resolve to this
 * machine (DNS rebinding) would otherwise be of the same origin. Throws `HOST_REFUSED`.
 */
export function checkHost({ host = '' }: IncomingHttpHeaders, { allowedHosts = [] }: Doors): void {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (LOOPBACK.includes(name) || allowedHosts.includes(name)) return
  throw new ContentError(
    'HOST_REFUSED',
    `This server does not answer to the host "${name}"; add it to the allowed hosts`,
  )
}

/** Refuses requests made by pages of foreign origins. Requests that no page made have no origin. Throws `ORIGIN_REFUSED`. */
export function checkOrigin({ origin }: IncomingHttpHeaders, { allowedOrigins = [] }: Doors): void {
  if (origin === undefined || allowedOrigins.includes(origin)) return
  const url = URL.parse(origin)
  if (url && /^https?:$/.test(url.protocol) && LOOPBACK.includes(url.hostname)) return
  throw new ContentError('ORIGIN_REFUSED', `Pages of ${origin} may not upload here; add it to the allowed origins`)
}
