import { FakeClock, type Logger } from '@echochain/consensus'
import { nodeSettings } from '../../packages/node/src/config/nodeSettings.ts'
import { readSettings } from '../../packages/node/src/config/settings.ts'
import { EchoNode } from '../../packages/node/src/EchoNode.ts'

export const START_MS = Date.UTC(2026, 10, 20)
export const SLOT_MS = 1_000

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
}

/** What a node answered: a result, or an error with its code and, as `data`, its reason. */
export interface RpcAnswer {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

/** A whole node, with its disk and its doors, whose time moves only when told to. */
export class FakeTimeNode {
  readonly node: EchoNode
  readonly clock: FakeClock
  readonly log: LogLine[]
  /** What made it give up, if something did. */
  readonly fatal: Error[]
  /** Resolved with the first error it reports, fatal or not. */
  readonly trouble: Promise<Error>
  #stopped = false

  private constructor(node: EchoNode, parts: Pick<FakeTimeNode, 'clock' | 'log' | 'fatal' | 'trouble'>) {
    this.node = node
    this.clock = parts.clock
    this.log = parts.log
    this.fatal = parts.fatal
    this.trouble = parts.trouble
  }

  /** Throws what a node that refuses to start throws. */
  static async start(
    dataDir: string,
    clock = new FakeClock(START_MS),
    flags: Readonly<Record<string, string>> = {},
  ): Promise<FakeTimeNode> {
    const log: LogLine[] = []
    const fatal: Error[] = []
    const trouble = Promise.withResolvers<Error>()
    const note = (level: LogLine['level']) => (message: string) => {
      log.push({ level, message })
      if (level === 'error') trouble.resolve(new Error(message))
    }
    const logger: Logger = { debug: () => {}, info: note('info'), warn: note('warn'), error: note('error') }
    const settings = readSettings(nodeSettings, {
      flags: { dataDir, rpcPort: '0', peerPort: '0', ...flags },
      environment: {},
      toml: {},
    })
    const onFatal = (error: Error) => {
      fatal.push(error)
      trouble.resolve(error)
    }
    const node = await EchoNode.start(settings, { clock, logger, onFatal })
    return new FakeTimeNode(node, { clock, log, fatal, trouble: trouble.promise })
  }

  /** Lets slots pass, each once the block of the one before is there. */
  async passSlots(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const block = this.nextBlock()
      this.clock.advanceBy(SLOT_MS)
      await block
    }
  }

  /** Resolved when a block becomes best. */
  nextBlock(): Promise<void> {
    return new Promise((resolve) => {
      const unsubscribe = this.node.chain.onBest.subscribe(() => {
        unsubscribe()
        resolve()
      })
    })
  }

  async rpc(method: string, ...params: unknown[]): Promise<RpcAnswer> {
    const response = await fetch(`http://127.0.0.1:${this.node.rpc.ports[0]}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    return (await response.json()) as RpcAnswer
  }

  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    await this.node.stop()
  }
}
