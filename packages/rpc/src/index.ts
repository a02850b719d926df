export { METHODS } from './methods.ts'
export { describeMethods, type OpenRpcDocument } from './openrpc/describeMethods.ts'
export { RPC_ERROR, RpcError } from './protocol/RpcError.ts'
export { DEFAULT_RPC_LIMITS, type RpcLimits } from './protocol/RpcLimits.ts'
export {
  type RpcCall,
  type RpcDeclaration,
  type RpcMethod,
  rpcMethod,
  type RpcSubscription,
  rpcSubscription,
} from './protocol/RpcMethod.ts'
export type { RpcIdentity, RpcLogger, RpcNetwork, RpcNode, RpcPool } from './RpcNode.ts'
export type { DoorOptions } from '@echochain/doors'
export { DEFAULT_RPC_PORT, RpcServer, type RpcServerOptions } from './server/RpcServer.ts'
export { RpcServerError } from './server/RpcServerError.ts'
export type { RpcStats } from './server/RpcStats.ts'
export { loadToken } from './server/tokenFile.ts'
