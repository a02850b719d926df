import type { Api, ApiParts } from '../Api.ts'
import { ChangeStream } from './ChangeStream.ts'

/** Adds the stream of changes; returns it, to be closed before the server, whose requests it keeps open. */
export function streamRoutes(api: Api, { indexer, clock, limits }: ApiParts): ChangeStream {
  const stream = new ChangeStream({ maxClients: limits.maxStreams, clock })
  const unsubscribe = indexer.onChange.subscribe((change) => stream.send(change))
  api.addHook('preClose', () => {
    unsubscribe()
    stream.close()
  })
  api.get(
    '/api/stream',
    {
      schema: {
        tags: ['Status'],
        summary: 'Server-sent events: new blocks, finality, reorganisations, records that changed',
        description:
          'Each event is named "change"; its data is { best, finalized, retractedTo, blocks, samples, licences, ' +
          'purchases }: the head of the index, the number of the last final block, the number above which blocks were ' +
          'retracted (or null), new blocks, and the numbers of records that may have changed.',
        produces: ['text/event-stream'],
      },
    },
    (_, reply) => {
      const headers = Object.fromEntries(
        Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]),
      )
      stream.add(reply.raw, headers)
      reply.hijack()
    },
  )
  return stream
}
