import type { Runtime } from '../defineRuntime.ts'
import type { RuntimeApi, RuntimeApiHead } from '../RuntimeApi.ts'
import { ACCOUNT_NONCE_API, accountNonceApi } from './accountNonceApi.ts'
import { CORE_API, coreApi } from './coreApi.ts'
import { METADATA_API, metadataApi } from './metadataApi.ts'
import { TRANSACTION_QUEUE_API, transactionQueueApi } from './transactionQueueApi.ts'

/** The APIs of {@link standardApis}, for the runtime version, which is needed before the runtime. */
export const STANDARD_APIS: readonly RuntimeApiHead[] = [
  CORE_API,
  METADATA_API,
  ACCOUNT_NONCE_API,
  TRANSACTION_QUEUE_API,
]

/** What clients need of any runtime: its version, its metadata, nonces, and whether a transaction is valid. */
export const standardApis = (runtime: Runtime): readonly RuntimeApi[] => [
  coreApi(runtime),
  metadataApi(runtime),
  accountNonceApi,
  transactionQueueApi(runtime),
]
