import type { Hash } from '@echochain/codec'
import { codeMarker, type Runtime, storageKey, systemStorage } from '@echochain/frame'
import { registryStorage } from '@echochain/runtime'
import type { PriceHistoryRow } from '../database/schema.ts'
import type { JsonValue } from '../JsonValue.ts'
import { MarketError } from '../MarketError.ts'
import type { AddressBook } from './AddressBook.ts'
import type { ChainSource } from './ChainSource.ts'
import { type BlockRows, type BlockSource, describeBlock } from './describeBlock.ts'
import { describeOffers, lowestPrice } from './describeRecords.ts'
import type { IndexedBlock } from './IndexStore.ts'
import { repricedSamples } from './marketEvents.ts'
import { readEntries } from './readStorage.ts'

/** A block as the node has it, not yet decoded. */
export type FetchedBlock = Omit<BlockSource, 'runtime'>

/** Fetches a block and what it wrote, if the node still keeps that. Undefined if the node does not know the block. */
export async function fetchBlock(source: ChainSource, hash: Hash): Promise<FetchedBlock | undefined> {
  const [block, state] = await Promise.all([source.block(hash), fetchOutcome(source, hash)])
  return block && { hash, block, ...state }
}

async function fetchOutcome(source: ChainSource, hash: Hash): Promise<Pick<FetchedBlock, 'events' | 'nextRuntime'>> {
  try {
    const [events, code] = await source.storageAt(hash, [storageKey(systemStorage.events), codeMarker.prefix])
    return { events: events ?? systemStorage.events.initial, nextRuntime: code && markerText(code) }
  } catch (error) {
    if (!(error instanceof MarketError && error.code === 'STATE_UNAVAILABLE')) throw error
    return { events: undefined, nextRuntime: undefined }
  }
}

/** Marker of the runtime for the blocks after `at`. */
export async function fetchRuntimeMarker(source: ChainSource, at: Hash): Promise<string> {
  const [code] = await source.storageAt(at, [codeMarker.prefix])
  return code ? markerText(code) : ''
}

const markerText = (code: Uint8Array): string => String.fromCharCode(...code)

/** Decodes a fetched block, and reads the prices that it set. */
export async function readBlock(
  source: ChainSource,
  fetched: FetchedBlock,
  runtime: Runtime,
  addresses: AddressBook,
): Promise<IndexedBlock> {
  const rows = describeBlock({ ...fetched, runtime }, addresses)
  return { ...rows, prices: await readPrices(source, fetched.hash, rows) }
}

async function readPrices(source: ChainSource, hash: Hash, { block, events }: BlockRows): Promise<PriceHistoryRow[]> {
  const { priced, sold } = repricedSamples(events)
  const ids = [...new Set([...priced, ...sold])]
  const samples = await readEntries(source, hash, registryStorage.sample, ids)
  return samples.flatMap((sample, at): PriceHistoryRow[] => {
    // A sale changes the offers only if it was exclusive: there are none after it.
    if (!sample || !(priced.has(ids[at]) || sample.exclusivelyLicensed)) return []
    const offers = describeOffers(sample.offers) as unknown as JsonValue
    return [{ block: block.number, sample: ids[at], offers, min_price: lowestPrice(sample.offers) }]
  })
}
