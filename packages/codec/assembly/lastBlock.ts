import { LAST_BLOCK } from './layout'

/** Copies `length` < 128 bytes to the last block and fills the rest of its 128 bytes with zeros. */
export function fillLastBlock(start: usize, length: usize): void {
  let i: usize = 0
  for (; i + 8 <= length; i += 8) store<u64>(LAST_BLOCK + i, load<u64>(start + i))
  for (let j: usize = i; j < 128; j += 8) store<u64>(LAST_BLOCK + j, 0)
  for (; i < length; i++) store<u8>(LAST_BLOCK + i, load<u8>(start + i))
}
