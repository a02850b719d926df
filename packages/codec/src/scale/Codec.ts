import { ByteReader } from './ByteReader.ts'
import { ByteWriter } from './ByteWriter.ts'
import type { TypeDescription } from './TypeDescription.ts'

/**
 * How values of one type become bytes and back, with the description from which metadata is made. Reading is strict:
 * each value has exactly one encoding, everything else throws a `CodecError`. Values read are immutable by convention.
 */
export interface Codec<T> {
  readonly type: TypeDescription
  /** Set where values are byte strings that stand for themselves, so that encoding one would only copy it. */
  readonly verbatim?: true
  write(out: ByteWriter, value: T): void
  read(input: ByteReader): T
}

/** The type of the values of a codec. */
export type Value<C> = C extends Codec<infer T> ? T : never

/** A new writer costs 1.6 µs, several times what it writes: `encode` shares one, and gives up one that grew large. */
const SHARED_WRITER_BYTES = 65_536
let shared = new ByteWriter(SHARED_WRITER_BYTES)

/** The bytes of `value`. Throws `CodecError` if the codec cannot express it. */
export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const out = shared
  const start = out.length // not 0 when a codec encodes something within its own write
  try {
    codec.write(out, value)
    return out.toBytes(start)
  } finally {
    if (out.length > SHARED_WRITER_BYTES) shared = new ByteWriter(SHARED_WRITER_BYTES)
    out.truncate(start)
  }
}

/** The value that `bytes` encode, all of them. Throws `CodecError`. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const input = new ByteReader(bytes)
  const value = codec.read(input)
  input.expectEnd()
  return value
}

/** A codec seen as one of another type: `from` makes the inner value, `to` the outer one. */
export function mapped<Inner, Outer>(
  codec: Codec<Inner>,
  to: (inner: Inner) => Outer,
  from: (outer: Outer) => Inner,
  type: TypeDescription = codec.type,
): Codec<Outer> {
  return {
    type,
    write: (out, value) => codec.write(out, from(value)),
    read: (input) => to(codec.read(input)),
  }
}

/** A codec that is known only later or that contains itself, such as calls that carry calls: at most 32 levels. */
export function lazy<T>(get: () => Codec<T>): Codec<T> {
  const read = (input: ByteReader): T => get().read(input)
  return {
    type: { kind: 'lazy', get: () => get().type },
    write: (out, value) => out.nested((inner) => get().write(inner, value)),
    read: (input) => input.nested(read),
  }
}
