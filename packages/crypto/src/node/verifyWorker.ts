import { workerData } from 'node:worker_threads'
import { type SharedQueue, SignatureQueue } from './SignatureQueue.ts'

const queue = SignatureQueue.attach(workerData as SharedQueue)
// Not while the module is evaluated: a worker ended in that state can take the process with it (see schemes.node.ts).
setImmediate(() => queue.work())
