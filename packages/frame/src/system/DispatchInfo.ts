import { literal, struct, type Value } from '@echochain/codec'
import { WeightCodec } from '../dispatch/Weight.ts'

export const DispatchClass = literal('frame_support::dispatch::DispatchClass', {
  Normal: 0,
  Operational: 1,
  Mandatory: 2,
})
export type DispatchClass = Value<typeof DispatchClass>

export const Pays = literal('frame_support::dispatch::Pays', { Yes: 0, No: 1 })

/** What an extrinsic cost, as its closing event reports it. */
export const DispatchInfo = struct('frame_system::DispatchEventInfo', {
  weight: WeightCodec,
  class: DispatchClass,
  paysFee: Pays,
})
export type DispatchInfo = Value<typeof DispatchInfo>
