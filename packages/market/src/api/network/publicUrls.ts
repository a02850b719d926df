/** Where a market's node and files are reached, as far as the operator or the market itself knows. */
export interface PublicAddresses {
  /** The node the market follows. */
  readonly nodeUrl: string
  /** Where the gateway listens; undefined while it does not yet, on a port that is chosen for it. */
  readonly gatewayPort: () => number | undefined
  /** What the operator says, behind proxies for example. */
  readonly publicRpcUrls?: readonly string[]
  readonly publicGatewayUrl?: string
}

export interface PublicUrls {
  /** WebSocket addresses. */
  readonly rpcUrls: readonly string[]
  readonly gatewayUrl: string | undefined
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::]']

/**
 * The addresses a page can use that was asked for under a host: what the operator says; else, for what runs on the
 * market's machine, the same name with another port, so that a page works however its visitor names the machine.
 */
export function publicUrls(host: string, addresses: PublicAddresses): PublicUrls {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const { nodeUrl, publicRpcUrls = [], publicGatewayUrl } = addresses
  const port = addresses.gatewayPort()
  return {
    rpcUrls: publicRpcUrls.length > 0 ? publicRpcUrls : [nodeUrlFor(name, nodeUrl)],
    gatewayUrl: publicGatewayUrl ?? (port === undefined ? undefined : `http://${name}:${port}`),
  }
}

function nodeUrlFor(name: string, nodeUrl: string): string {
  const url = new URL(nodeUrl)
  if (LOOPBACK.includes(url.hostname)) url.hostname = name
  return url.href.replace(/\/$/, '')
}
