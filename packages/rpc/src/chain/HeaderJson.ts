import { encode, toHex } from '@echochain/codec'
import { DigestItem, type Header } from '@echochain/frame'
import { z } from 'zod'
import { memoizeByObject } from '../protocol/memoizeByObject.ts'
import { hashResult, hexNumberResult, hexResult } from '../protocol/schemas.ts'

/** A header as Substrate's older methods write it. */
export const HeaderJson = z
  .object({
    parentHash: hashResult,
    number: hexNumberResult,
    stateRoot: hashResult,
    extrinsicsRoot: hashResult,
    digest: z.object({ logs: z.array(hexResult).readonly() }),
  })
  .meta({ title: 'Header' })
export type HeaderJson = z.output<typeof HeaderJson>

/** The same object for the same header, so that it is written as text once for all who subscribe. */
export const headerJson = memoizeByObject(
  ({ parentHash, number, stateRoot, extrinsicsRoot, digest }: Header): HeaderJson => ({
    parentHash,
    number: `0x${number.toString(16)}`,
    stateRoot,
    extrinsicsRoot,
    digest: { logs: digest.logs.map((log) => toHex(encode(DigestItem, log))) },
  }),
)
