import { expect, test } from 'vitest'
import { FuzzRandom } from './FuzzRandom.ts'
import { runTarget } from './FuzzRun.ts'
import { outcomeOf, type FuzzTarget } from './FuzzTarget.ts'
import { mutate } from './mutate.ts'
import { TARGETS } from './targets.ts'

/** Another one each day, so that runs of one day can be compared. */
const SEED = Math.floor(Date.now() / 86_400_000)
const NEVER = Infinity

test.each(TARGETS.map((target) => [target.name, target] as const))(
  '%s: whatever is sent is taken or refused with a code, in time',
  async (_, target) => {
    const report = await runTarget(target, { seed: SEED, inputs: target.shortInputs, endMs: NEVER })
    expect(report.fault, `seed ${SEED}`).toBeUndefined()
    expect(report.inputs).toBeGreaterThanOrEqual(target.shortInputs)
    expect(Object.keys(report.outcomes).length, 'kinds of outcomes').toBeGreaterThan(1)
  },
)

const faulty = (run: (input: Uint8Array) => string): FuzzTarget => ({
  name: 'faulty',
  weight: 1,
  guided: true,
  shortInputs: 0,
  open: async () => ({ corpus: [Uint8Array.of(1, 2, 3, 4)], run }),
})

test('an error without a code is a fault, with the input that made it', async () => {
  const run = (input: Uint8Array): string =>
    outcomeOf(() => {
      if (input[0] === 7) throw new RangeError('Out of bounds')
    })
  const { fault } = await runTarget(faulty(run), { seed: 1, inputs: 100_000, endMs: NEVER })
  expect(fault?.message).toContain('Out of bounds')
  expect(fault?.input).toMatch(/^07/)
})

test('memory that is not given back is a fault', async () => {
  const kept: Uint8Array[] = []
  const { fault } = await runTarget(
    faulty(() => {
      kept.push(new Uint8Array(40_000))
      return 'ok'
    }),
    { seed: 1, inputs: 2_000, endMs: NEVER },
  )
  expect(fault?.message).toMatch(/^Grew by \d{8} bytes/)
})

test('a seed makes the same inputs again', () => {
  const corpus = [Uint8Array.of(1, 2, 3), Uint8Array.from({ length: 100 }, (_, at) => at)]
  const inputs = (seed: number) => {
    const random = new FuzzRandom(seed, 'name')
    return Array.from({ length: 50 }, () => mutate(random.pick(corpus), corpus, random))
  }
  expect(inputs(5)).toEqual(inputs(5))
  expect(inputs(5)).not.toEqual(inputs(6))
})
