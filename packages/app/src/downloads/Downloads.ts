import type { Hash } from '@echochain/codec'
import type { SampleId } from '@echochain/sdk'
import { createContext, useContext } from 'react'

/** How the download of a sample's file is doing. */
export type Download =
  | {
      readonly state: 'running'
      readonly bytes: number
      /** Of the whole file; 0 until the chain has been asked. */
      readonly size: number
      /** Nobody gives the file at the moment; it goes on by itself. */
      readonly waiting: boolean
    }
  /** Saved, and its SHA-256 is the one that the chain has for the sample. */
  | { readonly state: 'checked'; readonly name: string; readonly plainHash: Hash }
  | { readonly state: 'failed'; readonly error: Error }

/** Downloads go on while pages change. */
export interface Downloads {
  readonly bySample: ReadonlyMap<SampleId, Download>
  start(sample: SampleId): void
  /** Nothing of the file is kept. */
  cancel(sample: SampleId): void
}

export const DownloadsContext = createContext<Downloads | undefined>(undefined)

export function useDownloads(): Downloads {
  const downloads = useContext(DownloadsContext)
  if (!downloads) throw new Error('useDownloads needs a DownloadsProvider')
  return downloads
}
