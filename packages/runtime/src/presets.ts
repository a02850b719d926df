import type { BlockLimits } from '@echochain/frame'
import { BASE_EXTRINSIC_WEIGHT, TRANSFER_EXTRINSIC_WEIGHT } from './weights.ts'

/** Numbers that differ between networks (protocol.md §3). */
export interface Preset {
  readonly name: string
  /** What the network is called where people read it. */
  readonly title: string
  /** Whether it is for trying things out: everybody knows the keys of its rich accounts, so its money is play money. */
  readonly development: boolean
  readonly slotMs: number
  readonly slotsPerEpoch: number
  /** What a block may hold, in plain transfers and in bytes. */
  readonly maxTransfers: number
  readonly maxBlockBytes: number
  /** Whether genesis has a sudo key: on networks that are for trying things out only. */
  readonly sudo: boolean
}

const MEGABYTE = 1_000_000

export const PRESETS = {
  dev: {
    name: 'dev',
    title: 'EchoChain Development',
    development: true,
    slotMs: 1_000,
    slotsPerEpoch: 4,
    maxTransfers: 4_000,
    maxBlockBytes: MEGABYTE,
    sudo: true,
  },
  test: {
    name: 'test',
    title: 'EchoChain Testnet',
    development: true,
    slotMs: 2_000,
    slotsPerEpoch: 8,
    maxTransfers: 8_000,
    maxBlockBytes: 2 * MEGABYTE,
    sudo: true,
  },
  /** For benchmarks: blocks of 10,000 transfers. */
  bench: {
    name: 'bench',
    title: 'EchoChain Benchmark',
    development: true,
    slotMs: 2_000,
    slotsPerEpoch: 32,
    maxTransfers: 10_001,
    maxBlockBytes: 2 * MEGABYTE,
    sudo: false,
  },
} as const satisfies Readonly<Record<string, Preset>>

export const blockLimits = ({ maxTransfers, maxBlockBytes }: Preset): BlockLimits => ({
  maxWeight: maxTransfers * TRANSFER_EXTRINSIC_WEIGHT,
  maxBytes: maxBlockBytes,
  baseExtrinsicWeight: BASE_EXTRINSIC_WEIGHT,
})
