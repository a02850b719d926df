import { workerData } from 'node:worker_threads'
import { type SharedQueue, SignatureQueue } from './SignatureQueue.ts'

SignatureQueue.attach(workerData as SharedQueue).work()
