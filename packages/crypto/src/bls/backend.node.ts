import { firstThatLoads } from '../schemes/firstThatLoads.ts'
import { bls as portable } from './backend.portable.ts'
import type { BlsBackend } from './BlsBackend.ts'
import { loadBlst } from './blst.node.ts'

export const bls: BlsBackend = await firstThatLoads(loadBlst, () => portable)
