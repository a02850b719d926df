export interface ChainStateOptions {
  /** Layers above which `ChainState.pressedBase` asks for the base to move on, though not final. 64 = 2 epochs. */
  readonly maxLayers?: number
  /** The same by their memory, in bytes. */
  readonly maxLayerBytes?: number
  /** Blocks below the base whose states stay readable; Infinity for an archive. */
  readonly historyBlocks?: number
  /**
   * Blocks to a window of the index of old values (tables.ts), set when the state is created: small windows are written
   * faster, few windows read faster. An archive has large ones unless told otherwise.
   */
  readonly windowBlocks?: number
  /** Blocks below the base that read proofs are made for. */
  readonly proofBlocks?: number
  /**
   * Changes written in one transaction, except that a block is never split. Several blocks written together are cheaper
   * (among a million accounts 32,000 changes a tenth cheaper than 16,000, and 60,000 no cheaper), but LMDB keeps every page
   * it changes in memory: up to 3 of 4 KiB for each change, 512 MiB at most.
   */
  readonly maxMoveChanges?: number
  /** Memory for branches of the trie that are in the database as well, in bytes; looked at whenever so much was made or read. */
  readonly cacheBytes?: number
  /** Reads every changed key to verify `existed`: for tests of who makes the changes. */
  readonly verifyChanges?: boolean
}

export type AllOptions = Required<Omit<ChainStateOptions, 'windowBlocks'>>

export const DEFAULT_OPTIONS: AllOptions = {
  maxLayers: 64,
  maxLayerBytes: 128 * 2 ** 20,
  historyBlocks: 4096,
  proofBlocks: 64,
  maxMoveChanges: 32_000,
  cacheBytes: 16 * 2 ** 20,
  verifyChanges: false,
}

/** Blocks to a window of the index unless the options tell. */
export const defaultWindow = (historyBlocks: number): number => (historyBlocks > 65_536 ? 4096 : 32)

/** For gauges. */
export interface ChainStateStats {
  readonly base: number
  readonly oldest: number
  readonly layers: number
  readonly layerBytes: number
  /** Changes in all layers. */
  readonly layerKeys: number
  readonly cachedNodes: number
  readonly cachedBytes: number
  readonly nodesLoaded: number
  readonly moving: boolean
}
