// Runs one target and tells its parent how far it is: see TargetProcess.
import { openSync, writeSync } from 'node:fs'
import { Coverage } from './Coverage.ts'
import { type FuzzReport, runTarget } from './FuzzRun.ts'
import { TARGETS } from './targets.ts'
import type { TargetJob } from './TargetProcess.ts'

const PROGRESS_MS = 1_000
const LENGTH_BYTES = 4

const job = JSON.parse(process.argv[2]) as TargetJob
const target = TARGETS.find(({ name }) => name === job.target)!
const file = openSync(job.noteFile, 'w')
const length = new Uint8Array(LENGTH_BYTES)

function note(input: Uint8Array): void {
  new DataView(length.buffer).setUint32(0, input.length, true)
  writeSync(file, length, 0, LENGTH_BYTES, 0)
  writeSync(file, input, 0, input.length, LENGTH_BYTES)
}

const send = (report: FuzzReport, isFinal: boolean): Promise<void> =>
  new Promise((resolve) => process.send!({ report, isFinal }, () => resolve()))

let toldMs = 0
const report = await runTarget(target, {
  ...job,
  coverage: target.guided ? new Coverage((url) => url.includes('/packages/')) : undefined,
  note,
  onProgress: (progress) => {
    if (Date.now() < toldMs + PROGRESS_MS) return
    toldMs = Date.now()
    void send(progress, false)
  },
})
await send(report, true)
process.exit()
