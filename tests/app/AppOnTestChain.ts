import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { systemClock } from '../../packages/consensus/src/index.ts'
import { MarketService } from '../../packages/market/src/index.ts'
import { silentLogger } from '../../packages/market/src/testing/silentLogger.ts'
import { buildApp } from '../../packages/node/src/localNetwork/builtApp.ts'
import { RpcServer } from '../../packages/rpc/src/index.ts'
import { TestNode } from '../../packages/rpc/src/testing/TestNode.ts'
import { launchChromium } from '../chromium.ts'
import { Person } from './Person.ts'

/** The app with its market on a chain in memory, on which nothing happens unless the test wants it. */
export class AppOnTestChain {
  readonly node: TestNode
  readonly urls: { readonly nodeUrl: string; readonly marketUrl: string; readonly gatewayUrl: string }
  readonly #port: number
  readonly #browser: Browser
  readonly #appDir: string
  readonly #dataDir: string
  #rpc: RpcServer
  #market: MarketService

  private constructor(parts: {
    node: TestNode
    browser: Browser
    appDir: string
    dataDir: string
    market: MarketService
  }) {
    this.node = parts.node
    this.#rpc = parts.node.server
    this.#port = parts.node.port
    const { apiPort, gatewayPort } = parts.market
    this.urls = {
      nodeUrl: parts.node.wsUrl,
      marketUrl: `http://127.0.0.1:${apiPort}`,
      gatewayUrl: `http://127.0.0.1:${gatewayPort}`,
    }
    this.#browser = parts.browser
    this.#appDir = parts.appDir
    this.#dataDir = parts.dataDir
    this.#market = parts.market
  }

  static async start(): Promise<AppOnTestChain> {
    const appDir = process.env.ECHOCHAIN_APP_DIR ?? (await buildApp())
    if (appDir === undefined) throw new Error('The app could not be built')
    const dataDir = await mkdtemp(join(tmpdir(), 'echochain-app-'))
    const [node, browser] = await Promise.all([TestNode.start(), launchChromium()])
    const market = await startMarket({ nodeUrl: node.wsUrl, dataDir, appDir })
    return new AppOnTestChain({ node, browser, appDir, dataDir, market })
  }

  person(options?: BrowserContextOptions): Promise<Person> {
    return Person.enter(this.#browser, this.urls.marketUrl, options)
  }

  /** Asks the node. */
  async rpc(method: string, params: readonly unknown[]): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const headers = { 'Content-Type': 'application/json' }
    const { result, error } = await (
      await fetch(`http://127.0.0.1:${this.#port}`, { method: 'POST', headers, body })
    ).json()
    if (error) throw new Error(error.message)
    return result
  }

  /** The node goes away for as long as something takes; its chain and pool stay as they are. */
  async withoutNode(during: () => Promise<void>): Promise<void> {
    await this.#rpc.close()
    await during()
    this.#rpc = await RpcServer.start({ ports: [this.#port], node: this.node.node })
  }

  /** The market goes away for as long as something takes. */
  async withoutMarket(during: () => Promise<void>): Promise<void> {
    const { apiPort, gatewayPort } = this.#market
    await this.#market.stop()
    await during()
    this.#market = await startMarket({
      nodeUrl: this.urls.nodeUrl,
      dataDir: this.#dataDir,
      appDir: this.#appDir,
      apiPort,
      gatewayPort,
    })
  }

  async stop(): Promise<void> {
    await this.#browser.close()
    await this.#market.stop()
    await this.#rpc.close()
    await this.node.close()
    await rm(this.#dataDir, { recursive: true, force: true })
  }
}

const startMarket = (options: {
  nodeUrl: string
  dataDir: string
  appDir: string
  apiPort?: number
  gatewayPort?: number
}): Promise<MarketService> =>
  MarketService.start({ apiPort: 0, gatewayPort: 0, clock: systemClock, logger: silentLogger, ...options })
