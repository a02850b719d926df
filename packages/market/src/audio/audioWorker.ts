// The thread in which files are decoded. Whatever it meets, it answers with one reply or dies.
import { parentPort } from 'node:worker_threads'
import type { AnalyseReply, AnalyseRequest } from './AudioAnalyser.ts'
import { analyseSource } from './analyseSource.ts'
import { AudioError } from './AudioError.ts'
import { openSource } from './source/ByteSource.ts'

// Decoders report each broken frame on the console; a hostile file has millions, each a message to the main thread.
for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = () => {}

parentPort?.on('message', async ({ input, limits }: AnalyseRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
  parentPort?.postMessage(await reply(input, limits))
})

async function reply(input: AnalyseRequest['input'], limits: AnalyseRequest['limits']): Promise<AnalyseReply> {
  try {
    using source = openSource(input, limits)
    return { analysis: await analyseSource(source, limits) }
  } catch (error) {
    if (error instanceof AudioError) return { failure: { code: error.code, message: error.message }, unforeseen: false }
    // Decoders are not ours: what they throw on bytes they did not expect has no code.
    const reason = error instanceof Error ? error.message : String(error)
    const message = `The sound cannot be decoded: ${reason.slice(0, 200)}`
    return { failure: { code: 'DAMAGED', message }, unforeseen: true }
  }
}
