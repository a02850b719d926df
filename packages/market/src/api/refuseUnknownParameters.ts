import { z } from 'zod'
import type { Api } from './Api.ts'

/**
 * From here on every route refuses parameters in its query that it does not have: a filter that is mistyped, or meant
 * for another route, would else be passed over in silence and the answer taken for what was asked.
 */
export function refuseUnknownParameters(api: Api): void {
  api.addHook('onRoute', ({ schema }) => {
    if (schema && !(schema as { readonly hide?: boolean }).hide)
      schema.querystring = ((schema.querystring as z.ZodObject | undefined) ?? z.object({})).strict()
  })
}

/** The names a route's query may have. */
export const parametersOf = (querystring: unknown): readonly string[] =>
  querystring instanceof z.ZodObject ? Object.keys(querystring.shape) : []
