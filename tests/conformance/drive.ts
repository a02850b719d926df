import type { TestNode } from '../../packages/rpc/src/testing/TestNode.ts'

/** Blocks after which something that was to happen counts as not happening. */
const MAX_BLOCKS = 60
/** The clients talk over real sockets and have timers of their own, which no fake clock reaches: they get a moment. */
const MOMENT_MS = 15

const PENDING = Symbol('pending')

/** Goes on making blocks, giving clients a moment after each, until `outcome` is there. */
export async function drive<T>(node: TestNode, outcome: Promise<T>): Promise<T> {
  outcome.catch(() => {}) // it may fail while nobody is waiting; that is heard of below
  for (let block = 0; block < MAX_BLOCKS; block++) {
    await node.produce()
    const reached = await Promise.race([outcome, moment().then((): typeof PENDING => PENDING)])
    if (reached !== PENDING) return reached
  }
  throw new Error(`Did not happen within ${MAX_BLOCKS} blocks`)
}

/** Lets the clients react, without another block. */
export const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, MOMENT_MS))

/** Waits until `condition` holds, without further blocks; fails after some seconds. */
export async function eventually(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await condition()) return
    await moment()
  }
  throw new Error(`Did not happen: ${what}`)
}
