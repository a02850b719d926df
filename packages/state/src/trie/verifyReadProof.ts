import { blake2b256, type Hash, toHex } from '@echochain/codec'
import { StateError } from '../StateError.ts'
import { decodeNode, type DecodedNode, type NodeValue } from './decodeNode.ts'
import { nibbleAt } from './nibbles.ts'
import { EMPTY_NODE, HASH_LENGTH } from './nodeFormat.ts'

/**
 * The value of `key` in the state (version 1) with root hash `root`, or undefined if the proof shows that there is none.
 * `proof` are the trie nodes on the path to the key and the value if it is stored by hash, as `state_getReadProof`
 * gives them; it may hold more, such as the nodes for other keys, but only nodes that hash to what is asked for are
 * ever looked at. Throws {@link StateError} INVALID_PROOF if a needed node is missing or malformed.
 */
export function verifyReadProof(root: Hash, proof: readonly Uint8Array[], key: Uint8Array): Uint8Array | undefined {
  const byHash = new Map(proof.map((item) => [toHex(blake2b256(item)), item]))
  const get = (hash: Hash): Uint8Array => {
    const item = byHash.get(hash)
    if (item === undefined) throw new StateError('INVALID_PROOF', `The proof lacks what hashes to ${hash}`)
    return item
  }
  let encoded = get(root)
  if (encoded.length === 1 && encoded[0] === EMPTY_NODE) return undefined
  const end = 2 * key.length
  for (let depth = 0; ;) {
    const node = decodeNode(encoded)
    if (!continues(node, key, depth)) return undefined
    depth += node.partial.length
    if (depth === end) return valueOf(node.value, get)
    const child = node.children?.[nibbleAt(key, depth++)]
    if (child === undefined) return undefined
    encoded = child.length === HASH_LENGTH ? get(toHex(child)) : child
  }
}

function continues(node: DecodedNode, key: Uint8Array, depth: number): boolean {
  if (depth + node.partial.length > 2 * key.length) return false
  return node.partial.every((nibble, i) => nibble === nibbleAt(key, depth + i))
}

function valueOf(value: NodeValue, get: (hash: Hash) => Uint8Array): Uint8Array | undefined {
  if (value === undefined) return undefined
  return 'bytes' in value ? value.bytes : get(toHex(value.hash))
}
