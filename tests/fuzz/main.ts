// `npm run fuzz [-- --inputs N] [--minutes M] [--target NAME]... [--seed N] [--replay FILE] [--list]`: whatever takes bytes
// from strangers gets good ones that were changed. Ends with 1, and a file to try again with, when something crashes,
// hangs, grows, or refuses without a code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { FuzzReport } from './FuzzRun.ts'
import { FuzzRandom } from './FuzzRandom.ts'
import type { FuzzTarget } from './FuzzTarget.ts'
import { TARGETS } from './targets.ts'
import { TargetProcess } from './TargetProcess.ts'

const DEFAULT_INPUTS = 1_200_000
const DEFAULT_MINUTES = 60

interface Reproducer {
  readonly target: string
  readonly seed: number
  readonly message: string
  readonly input: string
}

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: String(DEFAULT_INPUTS) },
    minutes: { type: 'string', default: String(DEFAULT_MINUTES) },
    seed: { type: 'string', default: String(randomInt(2 ** 32)) },
    target: { type: 'string', multiple: true },
    replay: { type: 'string' },
    list: { type: 'boolean' },
  },
})

function numberOf(name: 'inputs' | 'minutes' | 'seed'): number {
  const number = Number(values[name])
  if (Number.isFinite(number) && number >= 0) return number
  console.error(`--${name} takes a number`)
  process.exit(1)
}

function chosenTargets(): readonly FuzzTarget[] {
  const unknown = values.target?.find((name) => !TARGETS.some((target) => target.name === name))
  if (unknown === undefined) return TARGETS.filter(({ name }) => values.target?.includes(name) ?? true)
  console.error(`There is no target "${unknown}"; --list names them`)
  process.exit(1)
}

async function replay(file: string): Promise<void> {
  const { target: name, seed, input } = JSON.parse(readFileSync(file, 'utf8')) as Reproducer
  const target = TARGETS.find((known) => known.name === name)
  if (!target) throw new Error(`There is no target "${name}"`)
  const open = await target.open(new FuzzRandom(seed, name))
  console.log(`${name}: ${await open.run(Uint8Array.from(Buffer.from(input, 'hex')))}`)
  await open.close?.()
}

async function fuzz(targets: readonly FuzzTarget[]): Promise<FuzzReport[]> {
  const seed = numberOf('seed')
  const directory = mkdtempSync(join(tmpdir(), 'echochain-fuzz-'))
  const sumOfWeights = targets.reduce((sum, { weight }) => sum + weight, 0)
  const endMs = Date.now() + numberOf('minutes') * 60_000
  const reports: FuzzReport[] = []
  console.log(`Seed ${seed}\n\n| ${COLUMNS.join(' | ')} |\n|${COLUMNS.map(() => '---|').join('')}`)
  try {
    for (const [at, { name, weight }] of targets.entries()) {
      const inputs = Math.ceil((numberOf('inputs') * weight) / sumOfWeights)
      const share = (endMs - Date.now()) / (targets.length - at) // who is done early leaves the others more
      const job = { target: name, seed, inputs, endMs: Date.now() + share, noteFile: join(directory, 'input') }
      const report = await new TargetProcess(job, (progress) => showProgress(progress, inputs)).run()
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
      console.log(rowOf(report))
      if (report.fault) keepFault(name, seed, report.fault)
      reports.push(report)
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
  return reports
}

function showProgress({ target, inputs, seconds }: FuzzReport, all: number): void {
  if (process.stdout.isTTY)
    process.stdout.write(`\r\x1b[K${target}: ${inputs} of ${all}, ${Math.round(inputs / seconds)} a second`)
}

function keepFault(target: string, seed: number, fault: NonNullable<FuzzReport['fault']>): void {
  const file = join(process.cwd(), `fuzz-${target.replace(/\W+/g, '-')}-${Date.now()}.json`)
  writeFileSync(file, `${JSON.stringify({ target, seed, ...fault } satisfies Reproducer, null, 2)}\n`)
  console.log(`  ${fault.message}\n  Again: npm run fuzz -- --replay ${file}`)
}

const COLUMNS = ['target', 'inputs', 'a second', 'outcomes', 'kept', 'slowest', 'growth'] as const

function rowOf({ target, inputs, seconds, outcomes, kept, slowestMs, growth, fault }: FuzzReport): string {
  const cells = [
    target,
    inputs.toLocaleString('en'),
    Math.round(inputs / seconds).toLocaleString('en'),
    Object.keys(outcomes).length,
    kept,
    `${slowestMs.toFixed(1)} ms`,
    `${(growth / 2 ** 20).toFixed(1)} MiB`,
    ...(fault ? ['FAULT'] : []),
  ]
  return `| ${cells.join(' | ')} |`
}

if (values.list) for (const { name } of TARGETS) console.log(name)
else if (values.replay) await replay(values.replay)
else {
  const reports = await fuzz(chosenTargets())
  const faults = reports.filter(({ fault }) => fault).length
  const inputs = reports.reduce((sum, report) => sum + report.inputs, 0)
  console.log(`\n${inputs.toLocaleString('en')} inputs, ${faults === 0 ? 'no fault' : `${faults} with a fault`}`)
  process.exitCode = faults === 0 ? 0 : 1
}
