/**
 * Whether an `If-None-Match` header names the entity tag of what would be sent (RFC 9110, 13.1.2: weak comparison, since
 * proxies that compress make a tag weak).
 */
export function isNotModified(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
