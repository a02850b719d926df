// Checks the chain in each of the data folders given as arguments, then starts a node on it, lets it make some blocks and
// stops it. Prints a line of JSON for each: how both ended, and whether what was refused is as it was. In a process of
// its own, because a damaged database may end it: that no folder does is what the test wants to know.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FakeClock } from '@echochain/consensus'
import { checkDatabases } from '../../packages/node/src/database/checkDatabases.ts'
import { FakeTimeNode, SLOT_MS, START_MS } from './FakeTimeNode.ts'

export interface Outcome {
  /** `OK`, or the code of what went wrong. */
  readonly code: string
  readonly message: string
}

export interface ProbeReport {
  readonly folder: string
  readonly check: Outcome
  readonly start: Outcome
  readonly run: Outcome
  /** Databases, but those that held nothing, that are not what they were after being checked or refused. */
  readonly changed: readonly string[]
}

/** More than any test lets pass before. */
const LATER_MS = 1_000 * SLOT_MS
const BLOCKS = 10

const OK: Outcome = { code: 'OK', message: '' }
const failureOf = (error: unknown): Outcome => {
  const { code, message, stack } = error as Error & { code?: string }
  return code === undefined ? { code: 'NO_CODE', message: stack ?? message } : { code, message }
}

const hashesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    ['state', 'blocks'].map((part) => {
      const file = join(folder, 'dev', part, 'data.mdb')
      const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
      return [part, bytes.length === 0 ? 'nothing' : createHash('sha256').update(bytes).digest('hex')]
    }),
  )

async function check(folder: string): Promise<Outcome> {
  try {
    const [damage] = (await checkDatabases(join(folder, 'dev'))).damage
    return damage ? { code: damage.code, message: `${damage.part}: ${damage.message}` } : OK
  } catch (error) {
    return failureOf(error)
  }
}

async function probe(folder: string): Promise<ProbeReport> {
  const before = hashesOf(folder)
  const checked = await check(folder)
  const report = { folder, check: checked, start: OK, run: OK }
  const changed = () => {
    const after = hashesOf(folder)
    return Object.keys(before).filter((part) => before[part] !== 'nothing' && after[part] !== before[part])
  }
  let node: FakeTimeNode
  const changedByCheck = changed()
  try {
    node = await FakeTimeNode.start(folder, new FakeClock(START_MS + LATER_MS))
  } catch (error) {
    return { ...report, start: failureOf(error), changed: changed() }
  }
  const run = (async () => {
    for (let block = 0; block < BLOCKS; block++) await node.passSlots(1)
  })()
  const trouble = await Promise.race([run, node.trouble])
  const stopped = await node.stop().then(
    () => OK,
    (error: unknown) => failureOf(error),
  )
  return { ...report, run: trouble ? failureOf(trouble) : stopped, changed: changedByCheck }
}

for (const folder of process.argv.slice(2)) process.stdout.write(`${JSON.stringify(await probe(folder))}\n`)
