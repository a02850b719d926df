import type { SampleId } from '@echochain/sdk'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useNetwork } from '../network/Network.ts'
import { waitUnlessAborted } from './waitUnlessAborted.ts'
import { openSaveTarget } from './SaveTarget.ts'
import { type Download, type Downloads, DownloadsContext } from './Downloads.ts'

/** Results of so many downloads are remembered. */
const MAX_KNOWN = 100

export function DownloadsProvider({ children }: { readonly children: ReactNode }) {
  const { info, chain } = useNetwork()
  const [bySample, setBySample] = useState<ReadonlyMap<SampleId, Download>>(new Map())
  const running = useRef(new Map<SampleId, AbortController>())

  const set = useCallback((sample: SampleId, download: Download | undefined) => {
    setBySample((old) => {
      const entries = [...old].filter(([id]) => id !== sample).slice(1 - MAX_KNOWN)
      return new Map(download ? [...entries, [sample, download]] : entries)
    })
  }, [])

  const start = useCallback(
    async (sample: SampleId) => {
      if (running.current.has(sample)) return
      const controller = new AbortController()
      const { signal } = controller
      running.current.set(sample, controller)
      let now = { state: 'running', bytes: 0, size: 0, waiting: false } as const as Download & { state: 'running' }
      const tell = (change: Partial<typeof now>) => {
        if (!signal.aborted) set(sample, (now = { ...now, ...change }))
      }
      tell({})
      try {
        const [{ downloadSample }, client] = await Promise.all([import('./downloadSample.ts'), chain()])
        const done = await downloadSample({
          chain: client,
          gateways: [info.gatewayUrl],
          sample,
          signal,
          openTarget: openSaveTarget,
          wait: (ms) => waitUnlessAborted(ms, signal),
          onProgress: (bytes, size) => tell({ bytes, size }),
          onWaiting: (waiting) => now.waiting !== waiting && tell({ waiting }),
        })
        set(sample, { state: 'checked', ...done })
      } catch (error) {
        const givenUp = signal.aborted || (error as Error).name === 'AbortError'
        set(sample, givenUp ? undefined : { state: 'failed', error: error as Error })
      } finally {
        running.current.delete(sample)
      }
    },
    [chain, info, set],
  )

  const anyRunning = [...bySample.values()].some(({ state }) => state === 'running')
  useEffect(() => {
    if (!anyRunning) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [anyRunning])

  const downloads = useMemo<Downloads>(
    () => ({
      bySample,
      start: (sample) => void start(sample),
      cancel: (sample) => running.current.get(sample)?.abort(),
    }),
    [bySample, start],
  )
  return <DownloadsContext value={downloads}>{children}</DownloadsContext>
}
