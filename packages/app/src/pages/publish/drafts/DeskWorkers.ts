import type { ContentDescription, SampleId, SoundAnalysis, UploadSession } from '@echochain/sdk'

/** Whoever does the work; a test has its own. All of them may throw errors with a message for people. */
export interface DeskWorkers {
  describe(file: Blob, onRead: (bytes: number) => void, signal: AbortSignal): Promise<ContentDescription>
  /** The sample that has a file already. */
  findRegistered(cid: string): Promise<SampleId | undefined>
  /** Has one order signed for all; a file the server refuses has its reason. */
  order(contents: readonly ContentDescription[]): Promise<readonly (UploadSession | Error)[]>
  upload(
    session: UploadSession,
    file: Blob,
    content: ContentDescription,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<void>
  analyse(cid: string, signal: AbortSignal): Promise<SoundAnalysis>
  /** Whether the server still has an uploaded file. */
  isStored(cid: string): Promise<boolean>
  now(): number
  newId(): string
}
