import { latin1 } from '#latin1'
import type { StateChange } from '../trie/StateChange.ts'
import type { Layer } from './Layer.ts'

interface Version {
  readonly layer: Layer
  readonly change: StateChange
  older: Version | undefined
}

/**
 * The changed keys of all layers: for each key its versions, newest first. A read is one look-up, whatever the number
 * of layers. Bounded by the layers, which the owner bounds.
 */
export class VersionIndex {
  readonly #newest = new Map<string, Version>()

  /** Number of keys that some layer changed. */
  get size(): number {
    return this.#newest.size
  }

  add(layer: Layer): void {
    for (const change of layer.prepared.changes) {
      const key = latin1(change.key)
      layer.keys.push(key)
      this.#newest.set(key, { layer, change, older: this.#newest.get(key) })
    }
  }

  remove(layer: Layer): void {
    for (const key of layer.keys) {
      let version = this.#newest.get(key)!
      if (version.layer === layer) {
        if (version.older === undefined) this.#newest.delete(key)
        else this.#newest.set(key, version.older)
        continue
      }
      while (version.older!.layer !== layer) version = version.older!
      version.older = version.older!.older
    }
  }

  /** The change that made `key` what it is at `layer`; undefined if it is as in the base. */
  find(key: Uint8Array, layer: Layer): StateChange | undefined {
    // A block is added behind its ancestors: the first version of an ancestor is that of the nearest.
    let version = this.#newest.get(latin1(key))
    while (version !== undefined && !layer.includes(version.layer)) version = version.older
    return version?.change
  }
}
