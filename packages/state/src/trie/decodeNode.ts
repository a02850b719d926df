import { StateError } from '../StateError.ts'
import { HASH_LENGTH, LONGEST_PLAIN_VALUE } from './nodeFormat.ts'

/** A value as a node has it: in full, or as its hash. */
export type NodeValue = { readonly bytes: Uint8Array } | { readonly hash: Uint8Array } | undefined

export interface DecodedNode {
  /** The partial key, one nibble an element. */
  readonly partial: number[]
  readonly value: NodeValue
  /** Merkle values by nibble; undefined for a leaf. */
  readonly children: (Uint8Array | undefined)[] | undefined
}

interface Kind {
  readonly mask: number
  readonly branch: boolean
  readonly value: 'none' | 'plain' | 'hashed'
}

function kindOf(header: number): Kind {
  if (header >> 6 === 1) return { mask: 0x3f, branch: false, value: 'plain' }
  if (header >> 6 === 2) return { mask: 0x3f, branch: true, value: 'none' }
  if (header >> 6 === 3) return { mask: 0x3f, branch: true, value: 'plain' }
  if (header >> 5 === 1) return { mask: 0x1f, branch: false, value: 'hashed' }
  if (header >> 4 === 1) return { mask: 0x0f, branch: true, value: 'hashed' }
  throw invalid(`a node starts with 0x${header.toString(16).padStart(2, '0')}, which no node of the trie does`)
}

/**
 * Decodes a node of a state trie (version 1), accepting only what a correct writer produces: shortest lengths, zero
 * padding, values of more than 32 bytes hashed, branches that are needed, nothing behind the end. Written apart from
 * the writer, so that one checks the other. Throws {@link StateError} INVALID_PROOF.
 */
export function decodeNode(node: Uint8Array): DecodedNode {
  let at = 0
  const take = (length: number): Uint8Array => {
    if (at + length > node.length) throw invalid(`a node of ${node.length} bytes ends early`)
    at += length
    return node.subarray(at - length, at)
  }
  const takeLength = (): number => {
    const first = take(1)[0]
    if ((first & 3) === 0) return first >> 2
    if ((first & 3) === 1) {
      const length = (first >> 2) | (take(1)[0] << 6)
      if (length >= 64) return length
    }
    throw invalid('a length in a node is longer than any there, or not written in the shortest way')
  }
  const header = take(1)[0]
  const kind = kindOf(header)
  const partial = takePartial(header & kind.mask, kind.mask, take)
  const bitmap = kind.branch ? readU16(take(2)) : 0
  const value = takeValue(kind, take, takeLength)
  let children: (Uint8Array | undefined)[] | undefined
  if (kind.branch) {
    children = []
    for (let nibble = 0; nibble < 16; nibble++)
      children.push(((bitmap >> nibble) & 1) === 1 ? takeChild(take, takeLength) : undefined)
    const few = children.filter((child) => child !== undefined).length
    if (few === 0 || (few === 1 && value === undefined)) throw invalid('a branch in it branches nowhere')
  }
  if (at !== node.length) throw invalid(`a node has ${node.length - at} bytes behind its end`)
  return { partial, value, children }
}

type Take = (length: number) => Uint8Array

const readU16 = (bytes: Uint8Array): number => bytes[0] | (bytes[1] << 8)

function takePartial(count: number, mask: number, take: Take): number[] {
  if (count === mask) {
    let more: number
    do {
      more = take(1)[0]
      count += more
    } while (more === 255)
  }
  const nibbles = Array.from(take((count + 1) >> 1)).flatMap((byte) => [byte >> 4, byte & 15])
  if ((count & 1) === 1 && nibbles.shift() !== 0) throw invalid('an odd partial key in it is not padded with zero')
  return nibbles
}

function takeValue(kind: Kind, take: Take, takeLength: () => number): NodeValue {
  if (kind.value === 'none') return undefined
  if (kind.value === 'hashed') return { hash: take(HASH_LENGTH) }
  const length = takeLength()
  if (length > LONGEST_PLAIN_VALUE) throw invalid(`a node holds a value of ${length} bytes instead of its hash`)
  return { bytes: take(length) }
}

function takeChild(take: Take, takeLength: () => number): Uint8Array {
  const length = takeLength()
  if (length === 0 || length > HASH_LENGTH) throw invalid(`the Merkle value of a child has ${length} bytes`)
  return take(length)
}

const invalid = (what: string): StateError => new StateError('INVALID_PROOF', `The proof is not valid: ${what}`)
