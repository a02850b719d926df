import { Signal, systemClock } from '@echochain/consensus'
import { MemoryBlobStore } from '@echochain/content/node'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AnalysisDesk, type AnalysisDeskParts } from '../analysis/AnalysisDesk.ts'
import type { Api, ApiParts } from '../api/Api.ts'
import { DEFAULT_API_LIMITS } from '../api/ApiLimits.ts'
import { createApi } from '../api/createApi.ts'
import type { Database } from '../database/openDatabase.ts'
import type { IndexChange } from '../indexer/ChainIndex.ts'
import type { ChainSource } from '../indexer/ChainSource.ts'
import type { IndexerStatus } from '../indexer/Indexer.ts'
import { IndexStore } from '../indexer/IndexStore.ts'
import type { FakeChain } from './FakeChain.ts'
import { catchUp } from './indexing.ts'
import { silentLogger } from './silentLogger.ts'

export interface ApiUnderTest {
  readonly api: Api
  readonly store: MemoryBlobStore
  readonly analyses: AnalysisDesk
  readonly onChange: Signal<IndexChange>
  /** Asks for a path as a client on this machine does; the answer's status and JSON. */
  get(path: string): Promise<{ status: number; body: any }>
  /** The JSON of an answer that must be right. */
  read(path: string): Promise<any>
  /** Follows the chain up to its heads. */
  index(): Promise<void>
  close(): Promise<void>
}

/** The API over the index of a chain in memory. */
export async function openApi(
  db: Database,
  chain: FakeChain,
  options: Partial<
    Pick<ApiParts, 'doors' | 'limits' | 'clock' | 'faucet' | 'addresses' | 'app'> &
      Pick<AnalysisDeskParts, 'analyser'> & { source: ChainSource }
  > = {},
): Promise<ApiUnderTest> {
  const source = options.source ?? chain.connect()
  const onChange = new Signal<IndexChange>()
  let status: IndexerStatus
  const index = async () => {
    for (const change of await catchUp(db, chain, source)) onChange.emit(change)
    const { tip, finalizedNumber } = await IndexStore.open(db, chain.genesisHash)
    const { genesisHash, heads } = chain
    status = { state: 'following', genesisHash, tip, finalizedNumber, heads, problem: undefined }
  }
  const store = new MemoryBlobStore()
  const clock = options.clock ?? systemClock
  const folder = mkdtempSync(join(tmpdir(), 'market-api-'))
  const analyses = await AnalysisDesk.open({
    db,
    store,
    analyser: options.analyser ?? {
      analyse: () => Promise.reject(new Error('No analyser in this test')),
      close: async () => {},
    },
    directory: join(folder, 'analysis'),
    clock,
    logger: silentLogger,
  })
  const indexer = {
    source,
    onChange,
    get status() {
      return status
    },
  }
  await index()
  const api = await createApi({
    db,
    indexer,
    analyses,
    faucet: options.faucet,
    app: options.app,
    addresses: options.addresses ?? { nodeUrl: 'ws://127.0.0.1:9944', gatewayPort: () => 8081 },
    runtimes: [chain.runtime],
    clock,
    logger: silentLogger,
    doors: options.doors ?? {},
    limits: options.limits ?? DEFAULT_API_LIMITS,
  })
  const get = async (path: string) => {
    const response = await api.inject({ url: path, headers: { host: 'localhost:8080' } })
    return { status: response.statusCode, body: response.json() }
  }
  return {
    api,
    store,
    analyses,
    onChange,
    get,
    read: async (path) => {
      const { status: code, body } = await get(path)
      if (code !== 200) throw new Error(`${path} answered ${code}: ${JSON.stringify(body)}`)
      return body
    },
    index,
    close: async () => {
      await api.close()
      await analyses.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
