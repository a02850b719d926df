import { firstThatLoads } from '../schemes/firstThatLoads.ts'
import type { BlsBackend } from './BlsBackend.ts'
import { loadBlst } from './blst.node.ts'

/** blst, or where it has no binary for the machine, the JavaScript that browsers use. */
export const bls: BlsBackend = await firstThatLoads(loadBlst, async () => (await import('./backend.portable.ts')).bls)
