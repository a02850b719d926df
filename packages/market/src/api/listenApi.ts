import type { AddressInfo } from 'node:net'
import { MarketError } from '../MarketError.ts'
import type { Api } from './Api.ts'

/** Opens the door; port 0 takes a free one. Returns the port. Throws MarketError `PORT_TAKEN`. */
export async function listenApi(
  api: Api,
  { host = '127.0.0.1', port }: { readonly host?: string; readonly port: number },
): Promise<number> {
  try {
    await api.listen({ host, port })
    return (api.server.address() as AddressInfo).port
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    throw new MarketError('PORT_TAKEN', `Port ${port} on ${host} is taken; choose another with --api-port`, { cause })
  }
}
