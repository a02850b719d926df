import { readFileSync } from 'node:fs'
import { fromHex } from '@echochain/codec'

/** A published signature. For tests. */
export interface TestVector {
  readonly name: string
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly valid: boolean
}

/** The rows of a file under `vectors/`, whose README says where they are from. */
export function readTestVectors(file: string): TestVector[] {
  const rows = readFileSync(new URL(`../vectors/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  return rows.map((row) => {
    const cells = row.split('\t')
    const [publicKey, message, signature] = cells.slice(-4, -1).map((cell) => fromHex(`0x${cell}`))
    return { name: cells.slice(0, -4).join(' '), publicKey, message, signature, valid: cells.at(-1) === 'valid' }
  })
}
