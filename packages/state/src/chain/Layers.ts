import type { Hash } from '@echochain/codec'
import type { AllOptions } from './ChainStateOptions.ts'
import type { Layer } from './Layer.ts'
import type { BlockRef, BlockState } from './tables.ts'

/** Over their bounds by more than this factor, layers should not grow before the base has moved. */
const LEEWAY = 1.25

/** The blocks above the base, on all branches, and the bounds of what they may take. */
export class Layers {
  readonly #layers = new Map<Hash, Layer>()
  readonly #bounds: Pick<AllOptions, 'maxLayers' | 'maxLayerBytes'>
  /** Estimate of the memory that they hold. */
  bytes = 0

  constructor(bounds: Pick<AllOptions, 'maxLayers' | 'maxLayerBytes'>) {
    this.#bounds = bounds
  }

  get size(): number {
    return this.#layers.size
  }

  /** Changes in all of them. */
  get changes(): number {
    let sum = 0
    for (const { prepared } of this.#layers.values()) sum += prepared.changes.length
    return sum
  }

  /** The one added last. */
  get latest(): Layer | undefined {
    return Array.from(this.#layers.values()).at(-1)
  }

  has(block: BlockRef): boolean {
    return this.#layers.has(block.hash)
  }

  get(block: BlockRef): Layer | undefined {
    return this.#layers.get(block.hash)
  }

  add(layer: Layer): void {
    this.#layers.set(layer.block.hash, layer)
    this.bytes += layer.prepared.sizeBytes
  }

  /**
   * The block to move the base to so that the layers up to `head` fit the bounds again; undefined while they do.
   * A quarter of the layers goes at once, since moving several blocks together costs little more than moving one.
   */
  pressedBase(head: BlockRef): BlockRef | undefined {
    const lineage = this.get(head)?.lineage()
    if (lineage === undefined || !this.#exceed(lineage.length, 1)) return undefined
    return lineage[Math.max(lineage.length - this.#bounds.maxLayers, Math.ceil(lineage.length / 4)) - 1].block
  }

  /** Whether the layers up to `head` are so far over their bounds that no block should come before the base has moved. */
  isOverfull(head: BlockRef): boolean {
    const lineage = this.get(head)?.lineage()
    return lineage !== undefined && this.#exceed(lineage.length, LEEWAY)
  }

  /** Drops those that do not build on the new base, and the new base itself. */
  moveBase(base: BlockState): void {
    const target = this.get(base)
    for (const [hash, layer] of this.#layers) {
      if (target !== undefined && layer !== target && layer.includes(target)) continue
      this.#layers.delete(hash)
      this.bytes -= layer.prepared.sizeBytes
    }
    for (const { line } of this.#layers.values()) {
      if (line.first > base.number) continue
      line.layers.splice(0, base.number + 1 - line.first)
      line.first = base.number + 1
    }
  }

  /** Whether so many layers on one line, or the bytes of all, are more than `times` their bound. */
  #exceed(layers: number, times: number): boolean {
    const { maxLayers, maxLayerBytes } = this.#bounds
    return layers > times * maxLayers || this.bytes > times * maxLayerBytes
  }
}
