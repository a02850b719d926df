import { expect, test } from 'vitest'
import { publicUrls } from './publicUrls.ts'

const local = { nodeUrl: 'ws://127.0.0.1:9954', gatewayPort: () => 8091 }

test.each([
  ['127.0.0.1:8090', 'ws://127.0.0.1:9954', 'http://127.0.0.1:8091'],
  ['localhost:8090', 'ws://localhost:9954', 'http://localhost:8091'],
  ['LOCALHOST', 'ws://localhost:9954', 'http://localhost:8091'],
  ['[::1]:8090', 'ws://[::1]:9954', 'http://[::1]:8091'],
  ['studio.lan:8090', 'ws://studio.lan:9954', 'http://studio.lan:8091'],
])('a page asked for at %s finds node and files under the same name', (host, rpcUrl, gatewayUrl) => {
  expect(publicUrls(host, local)).toEqual({ rpcUrls: [rpcUrl], gatewayUrl })
})

test('a node on another machine is named as the market reaches it', () => {
  const addresses = { ...local, nodeUrl: 'wss://node.example.org/rpc' }
  expect(publicUrls('localhost:8080', addresses).rpcUrls).toEqual(['wss://node.example.org/rpc'])
})

test('what the operator says comes first', () => {
  const publicRpcUrls = ['wss://a.example.org', 'wss://b.example.org']
  const said = { ...local, publicRpcUrls, publicGatewayUrl: 'https://files.example.org' }
  expect(publicUrls('market.example.org', said)).toEqual({
    rpcUrls: publicRpcUrls,
    gatewayUrl: 'https://files.example.org',
  })
})

test('while the port of the files is not known yet, none is named', () => {
  expect(publicUrls('localhost', { ...local, gatewayPort: () => undefined }).gatewayUrl).toBeUndefined()
})
