import type { Codec } from './Codec.ts'
import { CodecError } from './CodecError.ts'

export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** What came of something that may fail: 0 and the value, or 1 and the error. */
export const result = <T, E>(value: Codec<T>, error: Codec<E>): Codec<Result<T, E>> => ({
  type: {
    kind: 'variant',
    path: ['Result'],
    params: [
      { name: 'T', type: value.type },
      { name: 'E', type: error.type },
    ],
    variants: [
      { name: 'Ok', index: 0, fields: [{ type: value.type }] },
      { name: 'Err', index: 1, fields: [{ type: error.type }] },
    ],
  },
  write: (out, outcome) => {
    out.u8(outcome.ok ? 0 : 1)
    if (outcome.ok) value.write(out, outcome.value)
    else error.write(out, outcome.error)
  },
  read: (input) => {
    const tag = input.u8()
    if (tag > 1) throw new CodecError('UNKNOWN_VARIANT', `Result has no variant ${tag}`)
    return tag === 0 ? { ok: true, value: value.read(input) } : { ok: false, error: error.read(input) }
  },
})
