// A process for crash tests: puts one file after another into the store given as argument, and prints the seed, size and
// CID of each once it is acknowledged. Ends only when it is killed.
import { writeSync } from 'node:fs'
import { DiskBlobStore } from '../node/store/DiskBlobStore.ts'
import { inPieces, SMALL_LAYOUT } from './smallStore.ts'
import { patternBytes } from './patternBytes.ts'

const [path, firstSeed] = process.argv.slice(2)
const store = await DiskBlobStore.open({ path, layout: SMALL_LAYOUT })
for (let seed = Number(firstSeed); ; seed++) {
  const size = (seed * 7919) % 300_000
  const { cid } = await store.put(inPieces(patternBytes(size, seed), 10_000))
  writeSync(1, `${seed} ${size} ${cid}\n`)
}
