import { afterEach, expect, test, vi } from 'vitest'
import { saveFile } from './saveFile.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('a file is saved under its name, and let go of only when the browser has long begun with it', () => {
  vi.useFakeTimers()
  const content = new Blob(['{}'])
  const link = { href: '', download: '', click: vi.fn() }
  vi.stubGlobal('document', { createElement: () => link })
  const create = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1')
  const revoke = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
  saveFile('account.json', content)
  expect(create).toHaveBeenCalledExactlyOnceWith(content)
  expect(link).toMatchObject({ href: 'blob:1', download: 'account.json' })
  expect(link.click).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(30_000)
  expect(revoke).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
})
