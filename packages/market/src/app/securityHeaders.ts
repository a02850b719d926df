import type { PublicUrls } from '../api/network/publicUrls.ts'

/**
 * What browsers let the pages of the app do (CSP level 3): run its own scripts and nothing else, and speak to its own
 * server, to nodes and to the server of files. Keys are in these pages, so nothing may be added to them.
 */
export function securityHeaders({ rpcUrls, gatewayUrl }: PublicUrls): Readonly<Record<string, string>> {
  const rpc = rpcUrls.map(sourceOf)
  const nodes = [...rpc, ...rpc.map((source) => source.replace(/^ws/, 'http'))]
  const files = gatewayUrl === undefined ? [] : [sourceOf(gatewayUrl)]
  const policy: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'media-src': ["'self'", 'blob:', ...files],
    'connect-src': ["'self'", ...nodes, ...files],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  }
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([name, sources]) => `${name} ${sources.join(' ')}`)
      .join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}

const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]

/** Scheme, host and port: with a path, a source would mean that path alone. */
const sourceOf = (url: string): string => {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
