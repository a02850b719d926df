import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeDirectory } from './takeDirectory.ts'

test('one holder at a time, whom the error names with what to do', () => {
  const root = mkdtempSync(join(tmpdir(), 'market-lock-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const path = join(root, 'dev', 'market')
  const giveBack = takeDirectory(path)
  expect(() => takeDirectory(path)).toThrow(
    expect.objectContaining({
      code: 'DATABASE_LOCKED',
      message: expect.stringMatching(new RegExp(`in use by process ${process.pid}.*--data-dir`)),
    }),
  )
  giveBack()
  takeDirectory(path)()
})
