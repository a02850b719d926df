import { archiveMethods } from './archive/archiveMethods.ts'
import { authorMethods } from './author/authorMethods.ts'
import { chainMethods } from './chain/chainMethods.ts'
import { chainHeadMethods } from './chainHead/chainHeadMethods.ts'
import { chainSpecMethods } from './chainSpec/chainSpecMethods.ts'
import { echoMethods } from './echo/echoMethods.ts'
import { paymentMethods } from './payment/paymentMethods.ts'
import type { RpcDeclaration } from './protocol/RpcMethod.ts'
import { stateMethods } from './state/stateMethods.ts'
import { systemMethods } from './system/systemMethods.ts'
import { transactionMethods } from './transaction/transactionMethods.ts'

/** Everything a node answers. */
export const METHODS: readonly RpcDeclaration[] = [
  ...archiveMethods,
  ...authorMethods,
  ...chainMethods,
  ...chainHeadMethods,
  ...chainSpecMethods,
  ...echoMethods,
  ...paymentMethods,
  ...stateMethods,
  ...systemMethods,
  ...transactionMethods,
]
