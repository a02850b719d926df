import type { StateChange } from '../trie/StateChange.ts'
import type { TrieRoot } from '../trie/TrieWriter.ts'
import type { BlockRef, BlockState } from './tables.ts'

/** Rough cost in memory of a changed key beside its bytes: the change and its two views. */
export const CHANGE_OVERHEAD_BYTES = 250

/** What a block changed, computed but not yet part of the chain. */
export interface PreparedLayer {
  readonly parent: BlockRef
  readonly root: BlockState['root']
  /** In order of their keys. */
  readonly changes: readonly StateChange[]
  readonly trie: TrieRoot
  /** Database keys of branches that this block's trie no longer has. */
  readonly removed: readonly Uint8Array[]
  /** Estimate of the memory that it holds. */
  readonly sizeBytes: number
}

/** The layers from the base (not included) up to a block: shared by blocks of one line, copied where lines part. */
export interface Line {
  /** Number of the first. */
  first: number
  readonly layers: Layer[]
}

/** A block above the base: what it changed, and the trie it left. */
export class Layer {
  readonly block: BlockState
  readonly prepared: PreparedLayer
  readonly line: Line

  constructor(block: BlockState, prepared: PreparedLayer, parent: Layer | undefined) {
    this.block = block
    this.prepared = prepared
    this.line = parent === undefined ? { first: block.number, layers: [] } : extendableLine(parent)
    this.line.layers.push(this)
  }

  /** Whether `other` is this layer or one of those it builds on. */
  includes(other: Layer): boolean {
    const { first, layers } = this.line
    return other.block.number <= this.block.number && layers[other.block.number - first] === other
  }

  /** The layers from the base up to this one. */
  lineage(): Layer[] {
    return this.line.layers.slice(0, this.block.number - this.line.first + 1)
  }
}

function extendableLine(parent: Layer): Line {
  const { line } = parent
  return line.layers.at(-1) === parent ? line : { first: line.first, layers: parent.lineage() }
}
