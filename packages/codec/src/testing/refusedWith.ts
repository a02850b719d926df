import { CodecError, type CodecErrorCode } from '../scale/CodecError.ts'

/** The code of the `CodecError` that `run` throws; `undefined` if it throws none. Other errors pass through. */
export function refusedWith(run: () => unknown): CodecErrorCode | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof CodecError) return error.code
    throw error
  }
  return undefined
}
