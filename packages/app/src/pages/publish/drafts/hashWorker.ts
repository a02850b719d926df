import { describeBlob } from '@echochain/sdk'

/** So often is told how far it has come. */
const TELL_EVERY_BYTES = 4 * 1024 * 1024

/** What this worker answers to a file. */
export type HashAnswer =
  | { readonly type: 'read'; readonly bytes: number }
  | { readonly type: 'done'; readonly content: Awaited<ReturnType<typeof describeBlob>> }
  | { readonly type: 'failed'; readonly message: string }

const answer = (message: HashAnswer): void => self.postMessage(message, { transfer: [] })

self.addEventListener('message', ({ data: file }: MessageEvent<Blob>) => {
  let told = 0
  const onRead = (bytes: number): void => {
    if (bytes - told < TELL_EVERY_BYTES) return
    told = bytes
    answer({ type: 'read', bytes })
  }
  describeBlob(file, { onRead }).then(
    (content) => answer({ type: 'done', content }),
    (error: unknown) => answer({ type: 'failed', message: String(error) }),
  )
})
