import { z } from 'zod'
import { accountSubject } from '../../indexer/describeBlock.ts'
import type { Api, ApiParts } from '../Api.ts'
import { eventNames } from '../chain/eventNames.ts'
import { givenEventNames } from '../chain/eventRoutes.ts'
import { eventView, listEvents } from '../chain/listEvents.ts'
import { page, pageQuery } from '../pagination.ts'
import { givenAddress } from '../parseAddress.ts'
import { errorResponses } from '../schemas.ts'
import { accountView, getAccount } from './getAccount.ts'
import { earningsView, listEarnings } from './listEarnings.ts'
import { listPayments, paymentView } from './listPayments.ts'

const tags = ['Accounts']
const params = z.object({ address: givenAddress })

export function accountRoutes(api: Api, parts: ApiParts): void {
  const { db, indexer, runtimes } = parts

  api.get(
    '/api/accounts/:address',
    {
      schema: {
        tags,
        summary: 'Balances of an account and what it has in the market',
        params,
        response: { 200: accountView, ...errorResponses },
      },
    },
    (request) => getAccount(parts, request.params.address),
  )

  api.get(
    '/api/accounts/:address/earnings',
    {
      schema: {
        tags,
        summary: 'What an account earned, by sample and kind of share',
        params,
        response: { 200: z.object({ items: z.array(earningsView) }), ...errorResponses },
      },
    },
    async (request) => ({ items: await listEarnings(db, request.params.address.address) }),
  )

  api.get(
    '/api/accounts/:address/payments',
    {
      schema: {
        tags,
        summary: 'Single shares of sales paid to an account, newest first',
        params,
        querystring: pageQuery,
        response: { 200: page(paymentView), ...errorResponses },
      },
    },
    ({ params: { address }, query }) =>
      listPayments(db, { ...query, account: address.address }, indexer.status.finalizedNumber),
  )

  api.get(
    '/api/accounts/:address/history',
    {
      schema: {
        tags,
        summary: 'What happened to an account, newest first',
        params,
        querystring: pageQuery.extend({ name: givenEventNames }),
        response: { 200: page(eventView), ...errorResponses },
      },
    },
    ({ params: { address }, query: { name, ...query } }) =>
      listEvents(
        db,
        { ...query, names: eventNames(runtimes, name), subject: accountSubject(address.address) },
        indexer.status.finalizedNumber,
      ),
  )
}
