import { literal, unit, vec } from '@echochain/codec'

/** How V16 marks what should no longer be used. Nothing of this chain is deprecated yet. */
export const ItemDeprecation = literal('frame_metadata::v16::ItemDeprecationInfo', { NotDeprecated: 0 })

/** A list that this chain's metadata always leaves empty. */
export const EmptyList = vec(unit, 0)
