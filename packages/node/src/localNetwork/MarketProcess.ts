import type { Logger } from '@echochain/consensus'
import type { ChildProcess } from 'node:child_process'
import { forkProcess } from './forkProcess.ts'

const CLI = new URL('../cli/main.ts', import.meta.url)
const FIRST_RESTART_MS = 500
const LONGEST_RESTART_MS = 30_000
/** After this long the process is ended although it has not finished. */
const STOP_TIMEOUT_MS = 10_000
/** How long a market of the same folder that is about to end is waited for. */
const LOCK_WAIT_MS = 15_000

export interface MarketProcessOptions {
  readonly args: readonly string[]
  /** Whether the first start reads the chain anew. */
  readonly rebuild?: boolean
  /** Variables besides those of this process: what must not be seen in the list of processes. */
  readonly environment?: Readonly<Record<string, string>>
  readonly logger: Logger
  /** Another one in tests. */
  readonly script?: URL
}

export interface MarketPorts {
  readonly apiPort: number
  readonly gatewayPort: number
}

/** What the market process tells the one that started it. */
export type MarketMessage =
  | ({ readonly type: 'ready' } & MarketPorts)
  | { readonly type: 'failed'; readonly message: string; readonly code?: string }

/** `echochain market` as a process of its own, started again when it ends unasked. */
export class MarketProcess {
  readonly #options: MarketProcessOptions
  #child: ChildProcess | undefined
  #restartMs = FIRST_RESTART_MS
  #restart: NodeJS.Timeout | undefined
  #stopping = false
  /** It was ready once: from then on it is started again, however often it ends. */
  #served = false

  constructor(options: MarketProcessOptions) {
    this.#options = options
  }

  /** Resolved when the market serves. Throws an `Error` with the market's own words when it cannot start. */
  async start(): Promise<MarketPorts> {
    const deadline = performance.now() + LOCK_WAIT_MS
    let message = await this.#spawn()
    // After a kill -9 of the network its market may still be stopping.
    while (message.type === 'failed' && message.code === 'DATABASE_LOCKED' && performance.now() < deadline)
      message = await this.#spawn()
    if (message.type === 'failed') throw Object.assign(new Error(message.message), { code: 'MARKET_FAILED' })
    return message
  }

  #spawn(): Promise<MarketMessage> {
    const { args, rebuild = false, environment, logger, script = CLI } = this.#options
    // Said in either case: what is not said the market takes from the environment, at every start.
    const all = ['market', ...args, '--rebuild', String(rebuild && !this.#served)]
    return new Promise((resolve) => {
      this.#child = forkProcess<MarketMessage>(script, all, {
        environment,
        onMessage: (message) => {
          if (message.type === 'ready') {
            this.#served = true
            this.#restartMs = FIRST_RESTART_MS
          } else if (this.#served && !this.#stopping)
            logger.warn(`The market could not start again: ${message.message}`, { code: message.code })
          resolve(message)
        },
        onEnd: (reason) => {
          resolve({ type: 'failed', message: `The market ended (${reason}) before it was ready` })
          if (this.#stopping || !this.#served) return
          logger.warn(`The market ended (${reason}); starting it again in ${this.#restartMs} ms`)
          this.#restart = setTimeout(() => this.#spawn(), this.#restartMs)
          this.#restartMs = Math.min(LONGEST_RESTART_MS, this.#restartMs * 2)
        },
      })
    })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#restart)
    const child = this.#child
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise((resolve) => child.once('exit', resolve))
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    child.kill('SIGTERM')
    await exited
    clearTimeout(timer)
  }
}
