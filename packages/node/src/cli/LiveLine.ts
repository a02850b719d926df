import type { Logger } from '@echochain/consensus'
import type { NodeStatus } from '../NodeStatus.ts'
import { bold, dim } from './Output.ts'

const REFRESH_MS = 500
/** Where the output is no terminal, a line is logged this often. */
const LOG_MS = 15_000

/** One line at the bottom of the terminal that says how the node is doing. */
export class LiveLine {
  readonly #timer: NodeJS.Timeout
  readonly #terminal = process.stdout.isTTY === true

  constructor(status: () => NodeStatus, logger: Logger) {
    this.#timer = this.#terminal
      ? setInterval(() => process.stdout.write(`\r\u001b[K${statusLine(status())}`), REFRESH_MS)
      : setInterval(() => logger.info(plainLine(status())), LOG_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
    if (this.#terminal) process.stdout.write('\n')
  }
}

const shortHash = (hash: string): string => `${hash.slice(0, 8)}…`

const statusLine = ({ slot, best, finalized, pool, peers }: NodeStatus): string =>
  [
    `${dim('slot')} ${slot}`,
    `${dim('best')} ${bold(String(best.number))} ${dim(shortHash(best.hash))}`,
    `${dim('finalized')} ${bold(String(finalized.number))}`,
    `${dim('pool')} ${pool}`,
    `${dim('peers')} ${peers}`,
  ].join(dim('  ·  '))

const plainLine = ({ slot, best, finalized, pool, peers }: NodeStatus): string =>
  `slot ${slot}, best ${best.number} ${shortHash(best.hash)}, finalized ${finalized.number}, pool ${pool}, peers ${peers}`
