import { fromHex } from '@echochain/codec'
import { scrypt } from '@noble/hashes/scrypt.js'
import type { KdfSettings } from './SealedSecret.ts'

export interface ScryptOrder {
  readonly password: string
  readonly settings: KdfSettings
  readonly length: number
}

/** scrypt's table and a little more. */
const memoryOf = ({ N, r, p }: KdfSettings): number => 128 * r * (N + p) + 1024 * 1024

addEventListener('message', ({ data: { password, settings, length } }: MessageEvent<ScryptOrder>) => {
  const { N, r, p, salt } = settings
  postMessage(scrypt(password, fromHex(salt), { N, r, p, dkLen: length, maxmem: memoryOf(settings) }))
})
