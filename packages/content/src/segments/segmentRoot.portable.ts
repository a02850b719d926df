import { merkleRootOfLeaves } from '@echochain/codec'
import { segmentLeaves } from './segmentLeaves.ts'

export const segmentRootOf = (bytes: Uint8Array): Uint8Array => merkleRootOfLeaves(segmentLeaves(bytes))
