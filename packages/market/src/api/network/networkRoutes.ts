import { DEFAULT_SS58_PREFIX, ss58Encode } from '@echochain/codec'
import { TOKEN_DECIMALS, TOKEN_SYMBOL } from '@echochain/runtime'
import { z } from 'zod'
import type { Faucet } from '../../faucet/Faucet.ts'
import { MarketError } from '../../MarketError.ts'
import type { Api, ApiParts } from '../Api.ts'
import { address, amount, errorResponses, hash } from '../schemas.ts'
import { followedChain } from './followedChain.ts'
import { publicUrls } from './publicUrls.ts'

const networkView = z
  .object({
    name: z.string().meta({ examples: ['EchoChain Development'] }),
    preset: z.string().meta({ description: 'Block time and sizes', examples: ['dev'] }),
    development: z.boolean().meta({
      description: 'Whether it is for trying things out: development accounts have money, and it is play money',
    }),
    genesisHash: hash,
    slotMs: z.int(),
    token: z.object({ symbol: z.string(), decimals: z.int() }),
    ss58Prefix: z.int(),
    rpcUrls: z.array(z.string()).meta({ description: 'WebSocket addresses of nodes, to be tried in this order' }),
    gatewayUrl: z.string().meta({ description: 'Where files are read (/ipfs/<CID>) and uploaded (/uploads)' }),
    faucet: z.object({ address, amount, everySeconds: z.int() }).nullable().meta({
      description:
        'Whom gifts come from, what POST /api/faucet gives an account, and after how long again; null without a faucet',
    }),
  })
  .meta({ id: 'Network' })

export function networkRoutes(api: Api, parts: ApiParts): void {
  const { faucet, addresses } = parts
  api.get(
    '/api/network',
    {
      schema: {
        tags: ['Status'],
        summary: 'Which chain this is, and where its nodes and files are reached',
        response: { 200: networkView, ...errorResponses },
      },
    },
    async ({ headers: { host = '' } }) => {
      const { genesisHash, preset } = await followedChain(parts)
      const { rpcUrls, gatewayUrl } = publicUrls(host, addresses)
      if (gatewayUrl === undefined) throw new MarketError('NODE_UNREACHABLE', 'The market is still starting')
      const open = preset.development ? faucet : undefined
      return {
        name: preset.title,
        preset: preset.name,
        development: preset.development,
        genesisHash,
        slotMs: preset.slotMs,
        token: { symbol: TOKEN_SYMBOL, decimals: TOKEN_DECIMALS },
        ss58Prefix: DEFAULT_SS58_PREFIX,
        rpcUrls: [...rpcUrls],
        gatewayUrl,
        faucet: open ? faucetView(open) : null,
      }
    },
  )
}

const faucetView = ({ account, rules: { amount, everySeconds } }: Faucet) => ({
  address: ss58Encode(account),
  amount: amount.toString(),
  everySeconds,
})
