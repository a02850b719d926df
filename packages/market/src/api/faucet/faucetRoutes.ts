import { z } from 'zod'
import { FaucetError, type FaucetErrorCode } from '../../faucet/FaucetError.ts'
import type { Api, ApiParts } from '../Api.ts'
import { ApiError, notFound } from '../ApiError.ts'
import { followedChain } from '../network/followedChain.ts'
import { givenAddress } from '../parseAddress.ts'
import { address, amount, errorResponses, hash } from '../schemas.ts'

const STATUS: Readonly<Record<FaucetErrorCode, number>> = {
  FAUCET_WAIT: 429,
  FAUCET_NOT_NEEDED: 409,
  FAUCET_BUSY: 503,
  FAUCET_EMPTY: 503,
  FAUCET_FAILED: 503,
}

const grantView = z
  .object({
    address,
    amount,
    extrinsic: hash.meta({ description: 'The transfer; it counts when it is in a block' }),
  })
  .meta({ id: 'FaucetGrant' })

export function faucetRoutes(api: Api, parts: ApiParts): void {
  const { faucet } = parts
  api.post(
    '/api/faucet',
    {
      schema: {
        tags: ['Accounts'],
        summary: 'Ask for play money, on development networks',
        description:
          'An account gets the amount that GET /api/network names, and after the time named there again, as long as it ' +
          'has little. 429 FAUCET_WAIT comes with the header Retry-After.',
        body: z.strictObject({ address: givenAddress }),
        response: { 200: grantView, ...errorResponses },
      },
    },
    async ({ body: { address: to }, ip }) => {
      if (!faucet || !(await followedChain(parts)).preset.development)
        throw notFound('There is no faucet here', 'Development networks have one: GET /api/network tells')
      try {
        const extrinsic = await faucet.request(to.account, ip)
        return { address: to.address, amount: faucet.rules.amount.toString(), extrinsic }
      } catch (error) {
        throw error instanceof FaucetError ? toApiError(error) : error
      }
    },
  )
}

function toApiError({ code, message, retryAfterSeconds }: FaucetError): ApiError {
  const hint = retryAfterSeconds === undefined ? undefined : `Come again in ${inWords(retryAfterSeconds)}`
  return new ApiError(STATUS[code], code, message, hint, retryAfterSeconds)
}

const inWords = (seconds: number): string => {
  const [count, unit] = seconds < 100 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
