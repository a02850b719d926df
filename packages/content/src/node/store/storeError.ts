import { ContentError } from '../../ContentError.ts'

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string'

/** Whether the file or directory an operation named does not exist. */
export const isMissing = (error: unknown): boolean => isSystemError(error) && error.code === 'ENOENT'

/** What a refusal of the operating system means to whoever uses the store. */
export function storeError(error: unknown, path: string): ContentError {
  if (error instanceof ContentError) return error
  const code = isSystemError(error) ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ContentError('DISK_FULL', `No room left on the disk of ${path}; free some, then try again`, {
      cause: error,
    })
  const advice = code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? '; make it writable for this user' : ''
  return new ContentError('STORE_FAILED', `Cannot use ${path}: ${(error as Error).message}${advice}`, { cause: error })
}

/** Runs a file operation; its failure comes out as a ContentError. */
export async function onDisk<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation()
  } catch (error) {
    throw storeError(error, path)
  }
}
