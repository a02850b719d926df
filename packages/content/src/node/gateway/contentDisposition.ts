/** Characters of a file name that mean something to some file system, and control characters. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}"*/:<>?\\|]/gu
const MAX_NAME_LENGTH = 120

/** A header that gives a file its name (RFC 6266): in ASCII for old clients, in UTF-8 for the others. */
export function contentDisposition(kind: 'inline' | 'attachment', filename: string): string {
  const safe = [...filename.replaceAll(UNSAFE, '_')].slice(0, MAX_NAME_LENGTH).join('').replace(/^\.+/, '_')
  const name = safe || 'file'
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll('%', '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
