export type Slot = bigint
export type Epoch = bigint

export const epochOf = (slot: Slot, slotsPerEpoch: number): Epoch => slot / BigInt(slotsPerEpoch)

export const firstSlotOf = (epoch: Epoch, slotsPerEpoch: number): Slot => epoch * BigInt(slotsPerEpoch)

/**
 * Live milliseconds between two consecutive blocks: chain time without the epochs between them that had no block at
 * all (protocol.md §3), so that no deadline lapses while the network is switched off.
 */
export function computeLiveTimeMs(
  from: Slot,
  to: Slot,
  { slotMs, slotsPerEpoch }: { slotMs: number; slotsPerEpoch: number },
): bigint {
  const emptyEpochs = epochOf(to, slotsPerEpoch) - epochOf(from, slotsPerEpoch) - 1n
  const emptySlots = emptyEpochs > 0n ? emptyEpochs * BigInt(slotsPerEpoch) : 0n
  return (to - from - emptySlots) * BigInt(slotMs)
}
