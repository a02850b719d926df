import { type AccountId, ss58Decode, Ss58Error, ss58Encode } from '@echochain/codec'
import { z } from 'zod'

export interface GivenAddress {
  readonly account: AccountId
  /** As it stands in the database, whatever prefix it was given with. */
  readonly address: string
}

/** An account in a path or query, as SS58 text with any prefix. */
export const givenAddress = z
  .string()
  .max(64)
  .transform((text, ctx): GivenAddress => {
    try {
      const { account } = ss58Decode(text)
      return { account, address: ss58Encode(account) }
    } catch (error) {
      if (!(error instanceof Ss58Error)) throw error
      ctx.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })
  .meta({ description: 'An account in SS58' })

/** The same where only the text is needed. */
export const givenAddressText = givenAddress.transform(({ address }) => address)
