// A chain in a file: the text "EchoChain blocks", then records, each with its length before it as u32, little-endian:
// first the header, then block 1 and those after it, as they travel between nodes, then an empty record; and at last the
// SHA-256 of all before.
import { H256, struct, text, u32, u64, utf8, type Value } from '@echochain/codec'

export const MAGIC = utf8('EchoChain blocks')
/** Raised when the layout changes; a file of another one is refused. */
export const BLOCK_FILE_FORMAT = 1
export const CHECKSUM_BYTES = 32

export const BlockFileHeader = struct('', {
  format: u32,
  /** Name of the preset. */
  network: text(64),
  genesisTimeMs: u64,
  genesisHash: H256,
  /** The number of the last block, and with it how many follow. */
  last: u32,
})
export type BlockFileHeader = Value<typeof BlockFileHeader>
