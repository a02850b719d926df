import { ByteReader } from './ByteReader.ts'
import { ByteWriter } from './ByteWriter.ts'
import type { TypeDescription } from './TypeDescription.ts'

/**
 * How values of one type become bytes and back, with the description from which metadata is made. Reading is strict:
 * each value has exactly one encoding, everything else throws a `CodecError`. Values read are immutable by convention.
 */
export interface Codec<T> {
  readonly type: TypeDescription
  write(out: ByteWriter, value: T): void
  read(input: ByteReader): T
}

/** The type of the values of a codec. */
export type Value<C> = C extends Codec<infer T> ? T : never

export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const out = new ByteWriter()
  codec.write(out, value)
  return out.toBytes()
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

/** A codec that is known only later or that contains itself, such as calls that carry calls. */
export function lazy<T>(get: () => Codec<T>): Codec<T> {
  return {
    type: { kind: 'lazy', get: () => get().type },
    write: (out, value) => get().write(out, value),
    read: (input) => input.nested((inner) => get().read(inner)),
  }
}
