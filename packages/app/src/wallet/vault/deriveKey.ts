import type { DeriveKey } from './SealedSecret.ts'
import type { ScryptOrder } from './scryptWorker.ts'
import { vault as vaultWords } from '../../text/vault.ts'

/** scrypt in a worker of its own, which goes with its memory when it is done; the page stays alive meanwhile. */
export const deriveKey: DeriveKey = (password, settings, length) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./scryptWorker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
      worker.terminate()
      resolve(data)
    })
    worker.addEventListener('error', (event) => {
      worker.terminate()
      reject(new Error(vaultWords.notChecked(event.message)))
    })
    worker.postMessage({ password, settings, length } satisfies ScryptOrder, { transfer: [] })
  })
