import { describe, expect, test } from 'vitest'
import { SyncBatch } from './SyncBatch.ts'
import type { SyncPeer } from './SyncPeer.ts'

const peer = {} as SyncPeer

const TRANSITIONS: Record<string, (batch: SyncBatch) => unknown> = {
  startDownload: (batch) => batch.startDownload(peer),
  finishDownload: (batch) => batch.finishDownload([]),
  failDownload: (batch) => batch.failDownload(),
  startImport: (batch) => batch.startImport(),
  finishImport: (batch) => batch.finishImport(),
  abandon: (batch) => batch.abandon(),
}

/** How to get to a state, and where each transition leads from there; all others throw. */
const STATES: [status: SyncBatch['status'], way: string[], leads: Record<string, SyncBatch['status']>][] = [
  ['awaitingDownload', [], { startDownload: 'downloading', abandon: 'abandoned' }],
  [
    'downloading',
    ['startDownload'],
    { finishDownload: 'awaitingImport', failDownload: 'awaitingDownload', abandon: 'abandoned' },
  ],
  ['awaitingImport', ['startDownload', 'finishDownload'], { startImport: 'importing', abandon: 'abandoned' }],
  ['importing', ['startDownload', 'finishDownload', 'startImport'], { finishImport: 'imported', abandon: 'abandoned' }],
  ['imported', ['startDownload', 'finishDownload', 'startImport', 'finishImport'], {}],
  ['abandoned', ['abandon'], { abandon: 'abandoned' }],
]

describe.each(STATES)('from %s', (status, way, leads) => {
  test.each(Object.keys(TRANSITIONS))('%s', (name) => {
    const batch = new SyncBatch(1)
    for (const step of way) TRANSITIONS[step](batch)
    expect(batch.status).toBe(status)
    if (name in leads) {
      TRANSITIONS[name](batch)
      expect(batch.status).toBe(leads[name])
    } else {
      expect(() => TRANSITIONS[name](batch)).toThrow()
      expect(batch.status).toBe(status)
    }
  })
})

test('an import knows who sent the blocks, also when it was the second one asked', () => {
  const batch = new SyncBatch(1)
  batch.startDownload(peer)
  batch.failDownload()
  const other = {} as SyncPeer
  batch.startDownload(other)
  batch.finishDownload([])
  expect(batch.startImport().peer).toBe(other)
})
