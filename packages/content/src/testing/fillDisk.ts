// A process for tests of a full disk: the directory given as argument has 6 MiB of room. Prints what happened as JSON.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DiskBlobStore } from '../node/store/DiskBlobStore.ts'
import { parseUploadOrder } from '../node/uploads/parseUploadOrder.ts'
import { UploadDesk } from '../node/uploads/UploadDesk.ts'
import { patternBytes } from './patternBytes.ts'
import { alice, GENESIS, NOW, orderFor, signed } from './signedOrders.ts'
import { inPieces } from './smallStore.ts'

const MIB = 1024 * 1024
const [path] = process.argv.slice(2)

const codeOf = async (attempt: Promise<unknown>): Promise<string> => {
  try {
    await attempt
    return 'done'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
const list = async (): Promise<string[]> => {
  const cids = []
  for await (const cid of store.list()) cids.push(cid)
  return cids
}

const store = await DiskBlobStore.open({ path: join(path, 'store') })
const small = await store.put([patternBytes(MIB)])
const full = await codeOf(store.put(inPieces(patternBytes(12 * MIB, 2), 100_000)))
const draftsLeft = await readdir(join(path, 'store', 'drafts'))
const afterwards = await codeOf(store.put([patternBytes(MIB, 3)]))
const stillThere = await codeOf(store.check(small.cid))

const desk = await UploadDesk.open({ path: join(path, 'uploads'), store, genesisHash: GENESIS, now: () => NOW })
const bytes = patternBytes(8 * MIB, 4)
const { id, token } = await desk.create(parseUploadOrder(signed(orderFor(bytes, alice), alice)))
const upload = await codeOf(desk.append(id, token, 0, inPieces(bytes, 100_000)))
const { offset } = await desk.state(id, token)
const { size: onDisk } = await stat(join(path, 'uploads', 'open', `${id}.part`))
await desk.cancel(id, token)
const cancelled = await readdir(join(path, 'uploads', 'open'))

const stored = await list()
await store.close()
process.stdout.write(
  JSON.stringify({
    full,
    draftsLeft,
    afterwards,
    stillThere,
    upload,
    offset,
    onDisk,
    cancelled: cancelled.length,
    stored,
  }),
)
