import type { ContentDescription } from '@echochain/sdk'
import { DraftProblemError } from './DraftProblemError.ts'
import type { HashAnswer } from './hashWorker.ts'

/** Hashes a file in a worker of its own, a chunk at a time. Throws `UNREADABLE`, or the signal's reason. */
export function describeFile(
  file: Blob,
  onRead: (bytes: number) => void,
  signal: AbortSignal,
): Promise<ContentDescription> {
  const worker = new Worker(new URL('./hashWorker.ts', import.meta.url), { type: 'module' })
  const { promise, resolve, reject } = Promise.withResolvers<ContentDescription>()
  const onAbort = (): void => reject(signal.reason as Error)
  signal.addEventListener('abort', onAbort)
  worker.addEventListener('error', ({ message }) => reject(new DraftProblemError('UNREADABLE', message)))
  worker.addEventListener('message', ({ data }: MessageEvent<HashAnswer>) => {
    if (data.type === 'read') onRead(data.bytes)
    else if (data.type === 'done') resolve(data.content)
    else reject(new DraftProblemError('UNREADABLE', data.message))
  })
  worker.postMessage(file, [])
  return promise.finally(() => {
    signal.removeEventListener('abort', onAbort)
    worker.terminate()
  })
}
