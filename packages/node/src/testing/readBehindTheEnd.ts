// Opens the state in a folder and shortens its file while it is open, as a failing disk may: the next read is SIGBUS.
import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { LmdbStore } from '@echochain/state/lmdb'

const path = join(process.argv[2], 'state')
const store = await LmdbStore.open(path)
process.send!({ reading: 'state' })
truncateSync(join(path, 'data.mdb'), 2 * 4096)
for (const _ of store.table('flat').range()) continue
process.send!({ report: { damage: [] } })
process.disconnect()
