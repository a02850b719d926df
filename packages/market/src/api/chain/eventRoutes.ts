import { z } from 'zod'
import { accountSubject } from '../../indexer/describeBlock.ts'
import { recordSubject } from '../../indexer/marketEvents.ts'
import type { Api, ApiParts } from '../Api.ts'
import { badRequest } from '../ApiError.ts'
import { page, pageQuery } from '../pagination.ts'
import { givenAddressText } from '../parseAddress.ts'
import { errorResponses, recordId, several } from '../schemas.ts'
import { eventNames } from './eventNames.ts'
import { eventView, listEvents } from './listEvents.ts'

const MAX_NAMES = 20

/** Names that may be asked for. */
export const givenEventNames = several(z.string().max(100), MAX_NAMES)
  .optional()
  .meta({ description: 'One of them: events as "Balances.Transfer", or all of a module as "Balances"' })

export function eventRoutes(api: Api, { db, indexer, runtimes }: ApiParts): void {
  api.get(
    '/api/events',
    {
      schema: {
        tags: ['Chain'],
        summary: 'Events, newest first',
        querystring: pageQuery.extend({
          name: givenEventNames,
          block: recordId.optional(),
          account: givenAddressText.optional(),
          sample: recordId.optional(),
          licence: recordId.optional(),
          purchase: recordId.optional(),
        }),
        response: { 200: page(eventView), ...errorResponses },
      },
    },
    ({ query: { name, account, sample, licence, purchase, ...query } }) => {
      const subjects = [
        account === undefined ? [] : accountSubject(account),
        ...Object.entries({ sample, licence, purchase }).map(([kind, id]) =>
          id === undefined ? [] : recordSubject(kind as 'sample', id),
        ),
      ].flat()
      if (subjects.length > 1) throw badRequest('Ask for the events of one account, sample, licence or purchase')
      return listEvents(
        db,
        { ...query, names: eventNames(runtimes, name), subject: subjects[0] },
        indexer.status.finalizedNumber,
      )
    },
  )
}
