import { ContentError } from '../../ContentError.ts'
import type { ByteRange } from '../store/BlobStore.ts'

/**
 * The range a `Range` header asks for (RFC 9110, 14.1.2) of a representation of `size` bytes; undefined for the whole.
 * A header that is no byte range is ignored, as the RFC says. Several ranges are refused: answering them costs the
 * server far more than the client that asks. Throws `BAD_RANGE`.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const ranges = header?.match(/^bytes=(.*)$/i)?.[1].split(',')
  if (!ranges) return undefined
  if (ranges.length > 1) throw new ContentError('BAD_RANGE', 'Ask for one range at a time')
  const bounds = ranges[0].trim().match(/^(\d*)-(\d*)$/)
  if (!bounds || bounds[0] === '-') return undefined
  const [, first, last] = bounds
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  if (start >= end) throw new ContentError('BAD_RANGE', `The content has ${size} bytes; ask for some of them`)
  return { start, end }
}
