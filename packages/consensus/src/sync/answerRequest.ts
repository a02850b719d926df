import { encode, type Hash } from '@echochain/codec'
import { Block } from '@echochain/frame'
import type { Chain } from '../chain/Chain.ts'
import { type MessageOf, type RequestStart, RESPONSE_BYTES } from '../transport/PeerMessage.ts'

/** The blocks a request asks for, encoded, up to and with the one that takes them over `RESPONSE_BYTES`. */
export function answerRequest(chain: Chain, { start, count }: MessageOf<'Request'>): Uint8Array[] {
  const blocks: Uint8Array[] = []
  let size = 0
  for (const hash of requestedHashes(chain, start, count)) {
    const block = chain.block(hash)
    if (!block || size >= RESPONSE_BYTES) break
    const bytes = encode(Block, block)
    size += bytes.length
    blocks.push(bytes)
  }
  return blocks
}

const requestedHashes = (chain: Chain, start: RequestStart, count: number): Iterable<Hash> =>
  start.type === 'Number' ? bestChainFrom(chain, start.value, count) : ancestorsOf(chain, start.value, count)

/** Upwards. Genesis is never asked for: everybody has it. */
function bestChainFrom(chain: Chain, first: number, count: number): Hash[] {
  const last = Math.min(first + count - 1, chain.best.number)
  const hashes: Hash[] = []
  let at = chain.best
  while (at.number > last && at.parent) at = at.parent
  for (; at.number >= first && at.number <= last && at.parent; at = at.parent) hashes.push(at.hash)
  for (let number = Math.min(last, chain.finalized.number); number >= Math.max(1, first); number--) {
    const hash = chain.hashAt(number)
    if (hash === undefined) break
    hashes.push(hash)
  }
  return hashes.reverse()
}

function* ancestorsOf(chain: Chain, hash: Hash, count: number): Iterable<Hash> {
  let header = chain.header(hash)
  for (let at = hash; header && header.number > 0 && count > 0; count--) {
    yield at
    at = header.parentHash
    header = chain.header(at)
  }
}
