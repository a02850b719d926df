import type { RuntimeVersion } from '@echochain/frame'
import { z } from 'zod'
import { hexResult, u32Param } from '../protocol/schemas.ts'

/** A runtime version as Substrate's older methods write it. */
export const RuntimeVersionJson = z
  .object({
    specName: z.string(),
    implName: z.string(),
    authoringVersion: u32Param,
    specVersion: u32Param,
    implVersion: u32Param,
    apis: z.array(z.tuple([hexResult, u32Param])),
    transactionVersion: u32Param,
    systemVersion: u32Param,
    /** The former name of `systemVersion`: clients read either. */
    stateVersion: u32Param,
  })
  .meta({ title: 'RuntimeVersion' })

export const runtimeVersionJson = (version: RuntimeVersion): z.output<typeof RuntimeVersionJson> => ({
  specName: version.specName,
  implName: version.implName,
  authoringVersion: version.authoringVersion,
  specVersion: version.specVersion,
  implVersion: version.implVersion,
  apis: version.apis.map(([id, apiVersion]) => [id, apiVersion]),
  transactionVersion: version.transactionVersion,
  systemVersion: version.systemVersion,
  stateVersion: version.systemVersion,
})
