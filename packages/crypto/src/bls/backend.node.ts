import { firstThatLoads } from '../schemes/firstThatLoads.ts'
import { bls as portable } from './backend.portable.ts'
import type { BlsBackend } from './BlsBackend.ts'
import { loadBlst } from './blst.node.ts'

/** blst, or where it has no binary for the machine, the JavaScript that browsers use. */
export const bls: BlsBackend = firstThatLoads(loadBlst, () => portable)
