import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { measureBundle } from '../../scripts/app/measureBundle.ts'

const ROOT = join(import.meta.dirname, '../..')
const MOST_INITIAL_BYTES = 200_000

test('a browser loads at most 200 kB of JavaScript to show the first page', async () => {
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/buildApp.ts')])
  expect(measureBundle(join(ROOT, 'packages/app/dist')).initialScripts).toBeLessThanOrEqual(MOST_INITIAL_BYTES)
})
