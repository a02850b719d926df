// `npm run bench -- NAME… [--runs N] [--minutes N] [--json]`: figures of this machine, each beside the limit measured in the same run.
import { availableParallelism, cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import type { BenchRow } from './BenchRow.ts'

interface Options {
  readonly runs: number
  /** How long `memory` runs. */
  readonly minutes: number
}
type Bench = (options: Options) => Promise<BenchRow[]>

/** Loaded when asked for, so that one bench does not pay for the others. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  codec: async () => (await import('./codec.ts')).benchCodec,
  signatures: async () => (await import('./signatures.ts')).benchSignatures,
  state: async () => (await import('./state.ts')).benchState,
  import: async () => (await import('./import.ts')).benchImport,
  scale: async () => (await import('./scale.ts')).benchScale,
  rpc: async () => (await import('./rpc.ts')).benchRpc,
  content: async () => (await import('./content.ts')).benchContent,
  start: async () => (await import('./start.ts')).benchStart,
  memory: async () => (await import('./memory.ts')).benchMemory,
  app: async () => (await import('./app.ts')).benchApp,
}

/** Fewer are for trying things out: their output says that it is not to be quoted. */
const MINIMUM_RUNS = 5

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    runs: { type: 'string', default: String(MINIMUM_RUNS) },
    minutes: { type: 'string', default: '30' },
  },
})
const unknown = positionals.find((name) => !(name in BENCHES))
if (unknown !== undefined || !/^[1-9]\d*$/.test(values.runs) || !/^[1-9]\d*$/.test(values.minutes)) {
  console.error(
    `${unknown ? `There is no bench "${unknown}".` : '--runs and --minutes take a number.'} Benches: ${Object.keys(BENCHES).join(', ')}`,
  )
  process.exit(1)
}

const runs = Number(values.runs)
const quotable = runs >= MINIMUM_RUNS
const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}-${process.arch}, Node ${process.version}`
const results: Record<string, BenchRow[]> = {}
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
  const bench = await BENCHES[name]()
  results[name] = await bench({ runs, minutes: Number(values.minutes) })
  if (!values.json) print(name, results[name])
}
if (values.json) console.log(JSON.stringify({ machine, runs, quotable, results }, null, 2))

function print(name: string, rows: readonly BenchRow[]): void {
  const warning = quotable ? '' : ` — NOT TO BE QUOTED: fewer than ${MINIMUM_RUNS} runs`
  console.log(`\n${name} — medians of ${runs} runs, ${machine}${warning}\n`)
  const cells = rows.map(({ what, value, unit, limit, note }) => [
    what,
    `${format(value)} ${unit}`,
    limit === undefined ? '' : `${(value / limit).toFixed(2)} of ${format(limit)}`,
    note ?? '',
  ])
  const lines = [['what', 'figure', 'ratio to the limit', ''], ...cells]
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column].length)))
  for (const line of lines)
    console.log(line.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]) : cell)).join('  '))
}

function format(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en')
  return value.toPrecision(3)
}
