import type { AppFile, ContentEncoding } from './AppFiles.ts'

/** The smallest form of a file that a client takes (RFC 9110, section 12.5.3); undefined for the file as it is. */
export function acceptedEncoding(file: AppFile, acceptEncoding = ''): ContentEncoding | undefined {
  const weights = new Map(
    acceptEncoding.split(',').map((part) => {
      const [name, ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean)
      return [name, Number(q ?? 1)] as const
    }),
  )
  const isTaken = (encoding: ContentEncoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0
  return [...file.compressed.keys()].find(isTaken)
}
