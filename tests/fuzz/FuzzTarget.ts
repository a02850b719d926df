import type { FuzzRandom } from './FuzzRandom.ts'

/** Something that takes what strangers send. */
export interface FuzzTarget {
  readonly name: string
  /** Its part of all inputs, beside those of the others. */
  readonly weight: number
  /**
   * Whether new inputs are kept by what they made the code do: runs must be synchronous, and the same input must do the
   * same again.
   */
  readonly guided: boolean
  /** Of the short run among the ordinary tests: a fraction of a second's worth. */
  readonly shortInputs: number
  /** Bytes that a run may rightly leave behind for good, such as answers that are cached, beyond {@link MAX_GROWTH}. */
  readonly allowedGrowth?: number
  open(random: FuzzRandom): Promise<OpenTarget>
}

export interface OpenTarget {
  /** Good inputs, to be changed; empty where {@link generate} makes all of them. */
  readonly corpus: readonly Uint8Array[]
  /** Makes an input where changing the bytes of good ones would not get far. */
  generate?(random: FuzzRandom): Uint8Array
  /** Words that a mutation puts in. */
  readonly words?: readonly Uint8Array[]
  /** Inputs under way at once; 1 if not given. */
  readonly atOnce?: number
  /**
   * Takes an input. Returns `ok`, or the code with which it was refused. Throws {@link FuzzFault}, or what the code under
   * test threw that has no code.
   */
  run(input: Uint8Array): string | Promise<string>
  close?(): Promise<void>
}

/** Something that must not happen, whatever is sent. */
export class FuzzFault extends Error {
  readonly code = 'FUZZ_FAULT'
}

/** An error class by which a package refuses. */
export type CodedError = abstract new (...args: any[]) => Error & { readonly code: string }

/** What a decoder did with its input: `ok`, or the code of its refusal by one of `refusals`; anything else is thrown. */
export function outcomeOf(run: () => void, ...refusals: readonly CodedError[]): string {
  try {
    run()
    return 'ok'
  } catch (error) {
    return refusalCode(error, refusals)
  }
}

export function refusalCode(error: unknown, refusals: readonly CodedError[]): string {
  if (refusals.some((refusal) => error instanceof refusal)) return (error as Error & { code: string }).code
  throw error
}

/** A whole line of targets in one: the first byte of an input says which. */
export function firstByteChooses(
  parts: readonly { readonly corpus: readonly Uint8Array[]; run(input: Uint8Array): string }[],
): Pick<OpenTarget, 'corpus'> & { run(input: Uint8Array): string } {
  if (parts.length > 256) throw new RangeError('A byte chooses among 256 parts')
  return {
    corpus: parts.flatMap(({ corpus }, at) => corpus.map((input) => Uint8Array.of(at, ...input))),
    run: (input) => (input.length === 0 ? 'ok' : parts[input[0] % parts.length].run(input.subarray(1))),
  }
}
