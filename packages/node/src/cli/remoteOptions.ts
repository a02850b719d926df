import { Option } from 'commander'

export const nodeUrlOption = () =>
  new Option('--node <url>', 'WebSocket address of a node').env('ECHOCHAIN_NODE_URL').default('ws://127.0.0.1:9944')

export const marketUrlOption = () =>
  new Option('--market <url>', 'address of a market').env('ECHOCHAIN_MARKET_URL').default('http://127.0.0.1:8080')

export const gatewayUrlOption = () =>
  new Option('--gateway <url>', 'address of a gateway for files')
    .env('ECHOCHAIN_GATEWAY_URL')
    .default('http://127.0.0.1:8081')
