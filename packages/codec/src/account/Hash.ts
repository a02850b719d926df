import { type Hex } from '../bytes/hex.ts'
import type { Codec } from '../scale/Codec.ts'
import { fixedHex } from '../scale/sequences.ts'
import { u8 } from '../scale/primitives.ts'

/** A 32-byte hash as `0x…` text: an immutable value that compares with === and is what RPC shows. */
export type Hash = Hex

export const H256: Codec<Hash> = {
  ...fixedHex(32),
  type: {
    kind: 'composite',
    path: ['primitive_types', 'H256'],
    fields: [{ type: { kind: 'array', of: u8.type, length: 32 }, typeName: '[u8; 32]' }],
  },
}
