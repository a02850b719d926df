// A process for tests of memory: puts a file of the given number of MiB into the store given as argument, reads it back,
// and prints its description and the most memory the process ever had, in MiB, as JSON.
import { DiskBlobStore } from '../node/store/DiskBlobStore.ts'
import { patternBytes } from './patternBytes.ts'

const MIB = 1024 * 1024
const [path, mebibytes] = process.argv.slice(2)

async function* bigFile(): AsyncGenerator<Uint8Array, void> {
  const piece = patternBytes(MIB)
  for (let i = 0; i < Number(mebibytes); i++) {
    new DataView(piece.buffer).setUint32(0, i)
    yield piece
  }
}

const store = await DiskBlobStore.open({ path })
const description = await store.put(bigFile())
let read = 0
for await (const piece of store.get(description.cid)) read += piece.length
await store.close()
const memory = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ description, read, memory }))
