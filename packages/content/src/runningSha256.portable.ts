import { sha256 } from '@noble/hashes/sha2.js'
import type { RunningSha256 } from './runningSha256.ts'

export function createRunningSha256(): RunningSha256 {
  const hash = sha256.create()
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest(),
  }
}
