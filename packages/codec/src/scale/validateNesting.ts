import { CodecError } from './CodecError.ts'

/** Nesting of recursive types (calls in calls): more than any honest input, far less than the engine's stack. */
const MAX_NESTING = 32

/** Throws `TOO_DEEP` if a value lies within more than 32 types that contain themselves. */
export function validateNesting(depth: number, offset: number): void {
  if (depth > MAX_NESTING) throw new CodecError('TOO_DEEP', `Nested more than ${MAX_NESTING} levels deep at ${offset}`)
}
