import { equalBytes, sha256 } from '@echochain/codec'
import { type Cid, cidDigest } from '../cid/Cid.ts'
import { ContentError } from '../ContentError.ts'
import { MAX_NODE_SIZE } from '../unixfs/FileNode.ts'
import { type Fetch, readBody, request } from './ContentHttp.ts'

/**
 * A block from the first of several trustless gateways (ours or any of IPFS) that gives the right bytes. Throws the
 * failure of the last one: `NOT_FOUND`, `DAMAGED`, `GATEWAY_FAILED`, `TOO_LARGE`.
 */
export async function fetchBlock(
  gateways: readonly string[],
  cid: Cid,
  { fetch, signal }: { fetch: Fetch; signal?: AbortSignal },
): Promise<Uint8Array> {
  let failure: unknown = new ContentError('GATEWAY_FAILED', 'No gateway was given to download from')
  for (const gateway of gateways) {
    try {
      return await fetchFrom(gateway, cid, fetch, signal)
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      failure = error
    }
  }
  throw failure
}

async function fetchFrom(gateway: string, cid: Cid, fetch: Fetch, signal?: AbortSignal): Promise<Uint8Array> {
  const url = `${gateway.replace(/\/$/, '')}/ipfs/${cid}?format=raw`
  const headers = { Accept: 'application/vnd.ipld.raw' }
  const block = await readBody(await request(fetch, url, { headers, signal }), MAX_NODE_SIZE)
  if (equalBytes(sha256(block), cidDigest(cid))) return block
  throw new ContentError('DAMAGED', `${gateway} sent wrong bytes for block ${cid}`)
}
