import type { Clock, Logger } from '@echochain/consensus'
import type { Runtime } from '@echochain/frame'
import type { DoorOptions } from '@echochain/doors'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnalysisDesk } from '../analysis/AnalysisDesk.ts'
import type { AppFiles } from '../app/AppFiles.ts'
import type { Database } from '../database/openDatabase.ts'
import type { Faucet } from '../faucet/Faucet.ts'
import type { Indexer } from '../indexer/Indexer.ts'
import type { ApiLimits } from './ApiLimits.ts'
import type { PublicAddresses } from './network/publicUrls.ts'

/** The server to which routes are added; schemas are zod's. */
export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** What the routes answer from. */
export interface ApiParts {
  readonly db: Database
  readonly indexer: Pick<Indexer, 'status' | 'source' | 'onChange'>
  readonly analyses: AnalysisDesk
  /** Gives only where the chain is a development network. */
  readonly faucet?: Faucet
  /** The web application; without it there is the API alone. */
  readonly app?: AppFiles
  /** Where pages reach nodes and files. */
  readonly addresses: PublicAddresses
  /** All that there may be events of. */
  readonly runtimes: readonly Runtime[]
  readonly clock: Clock
  readonly logger: Logger
  readonly doors: Omit<DoorOptions, 'token'>
  readonly limits: ApiLimits
}
