import { createHash } from 'node:crypto'
import type { RunningSha256 } from './runningSha256.ts'

export function createRunningSha256(): RunningSha256 {
  const hash = createHash('sha256')
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => new Uint8Array(hash.digest()),
  }
}
