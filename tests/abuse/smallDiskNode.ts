// A node on a disk of its own that is too small, the directory given as argument: works until the disk is full, starts
// again while it is full, then with more room, then where nothing can be written. Prints what happened as JSON.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { keypairFromUri } from '@echochain/crypto'
import { runtimeCall } from '@echochain/frame'
import { TransactionSigner } from '../../packages/consensus/src/testing/index.ts'
import { checkDatabases } from '../../packages/node/src/database/checkDatabases.ts'
import { FakeTimeNode } from './FakeTimeNode.ts'

const [disk] = process.argv.slice(2)
const folder = join(disk, 'data')
const remount = (options: string): void => void execFileSync('mount', ['-o', `remount,${options}`, disk])

const outcomeOf = async (work: () => Promise<unknown>): Promise<{ code: string; message: string }> => {
  try {
    await work()
    return { code: 'OK', message: '' }
  } catch (error) {
    const { code, message, stack } = error as Error & { code?: string }
    return { code: code ?? 'NO_CODE', message: code ? message : (stack ?? message) }
  }
}
const check = () =>
  outcomeOf(async () => {
    const [damage] = (await checkDatabases(join(folder, 'dev'))).damage
    if (damage) throw Object.assign(new Error(damage.message), { code: damage.code })
  })

const told: { number: number; hash: string }[] = []
let toldFinal = 0
const listen = ({ node: { chain } }: FakeTimeNode): void => {
  chain.onBest.subscribe(({ best: { number, hash } }) => told.push({ number, hash }))
  chain.onFinalized.subscribe(({ finalized }) => (toldFinal = finalized.at(-1)!.number))
}
const forgotten = ({ node: { chain } }: FakeTimeNode): string[] =>
  told
    .filter(({ number, hash }) => chain.hashAt(number) !== hash || !chain.block(hash as `0x${string}`))
    .map(({ hash }) => hash)

const first = await FakeTimeNode.start(folder)
listen(first)
const signer = new TransactionSigner(first.node.chain, first.node.pool)
const alice = keypairFromUri('//Alice', 'ed25519')
const system = first.node.chain.runtimeAt(first.node.chain.genesisHash).modules.find(({ name }) => name === 'System')!
const remark = runtimeCall(system.calls!.remark, { remark: new Uint8Array(60_000).fill(1) })
const fill = async (): Promise<void> => {
  for (;;) {
    for (let i = 0; i < 4; i++) await first.node.pool.submit(signer.sign(remark, alice))
    await first.passSlots(1)
  }
}
const trouble = (await Promise.race([fill(), first.trouble])) as Error & { code?: string }
const { clock } = first
const isFatal = first.fatal.length > 0
const answersStill = (await first.rpc('chain_getHeader')).error === undefined
const stopped = await outcomeOf(() => first.stop())

const whileFull = await outcomeOf(async () => {
  const node = await FakeTimeNode.start(folder, clock)
  const run = (async () => {
    for (;;) await node.passSlots(1)
  })()
  const error = (await Promise.race([run, node.trouble])) as Error
  await node.stop()
  throw error
})

remount('size=300m')
const checkWithRoom = await check()
const second = await FakeTimeNode.start(folder, clock)
const lost = forgotten(second)
const finalKept = second.node.chain.finalized.number >= toldFinal
const withRoom = await outcomeOf(() => second.passSlots(20))
await second.stop()

remount('ro')
const checkReadOnly = await check()
const readOnly = await outcomeOf(() => FakeTimeNode.start(folder, clock))
process.stdout.write(
  JSON.stringify({
    trouble: { code: trouble.code, message: trouble.message },
    isFatal,
    answersStill,
    stopped,
    whileFull,
    checkWithRoom,
    blocks: told.length,
    lost,
    finalKept,
    withRoom,
    checkReadOnly,
    readOnly,
  }),
)
