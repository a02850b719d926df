import type { ChainEvent } from '@echochain/sdk'

/** What happened to an account, as it stands in its history. */
export type HistoryKind =
  | 'sent'
  | 'received'
  | 'published'
  | 'bought'
  | 'licenceReceived'
  | 'licencePassedOn'
  | 'sale'
  | 'credited'
  | 'claimed'
  | 'ownershipOut'
  | 'ownershipIn'
  | 'deposit'
  | 'depositBack'
  | 'offers'
  | 'metadata'
  | 'fee'
  | 'dust'
  | 'other'

/** One transaction, or what a block did by itself, as far as it concerns the account. */
export interface HistoryEntry {
  readonly id: string
  readonly kind: HistoryKind
  readonly block: ChainEvent['block']
  /** By how much it changed what is free in the account. */
  readonly change: bigint
  /** Part of it: the network fee, and what was set aside (or, below zero, given back). */
  readonly fee: bigint
  readonly deposit: bigint
  /** Who else took part. */
  readonly other?: string
  readonly sample?: number
  readonly licence?: number
  /** How many things of this kind the transaction did. */
  readonly count: number
  readonly extrinsic: string | null
  /** The chain's name for what `other` kinds are. */
  readonly name: string
}

type Data = Readonly<Record<string, any>>
type Part = Pick<HistoryEntry, 'kind'> &
  Partial<Pick<HistoryEntry, 'other' | 'sample' | 'licence'>> & { change?: bigint }

/** Kinds that other kinds bring with them: they give an entry its name only if it has nothing else. */
const MINOR: ReadonlySet<HistoryKind> = new Set(['fee', 'deposit', 'depositBack', 'licenceReceived', 'other'])

/** Events asked for: the others repeat what these say. */
export const HISTORY_EVENTS = [
  'Balances.Transfer',
  'Balances.Reserved',
  'Balances.Unreserved',
  'Balances.DustLost',
  'TransactionPayment.TransactionFeePaid',
  'SampleRegistry',
] as const

/**
 * Events of an account, newest first, as one entry for each transaction. While there are more to load, the last entry is
 * held back: they may belong to it.
 */
export function describeHistory(events: readonly ChainEvent[], address: string, hasMore = false): HistoryEntry[] {
  const groups = new Map<string, ChainEvent[]>()
  for (const event of events) {
    const key = event.extrinsic ? `${event.block.number}-${event.extrinsic.index}` : event.id
    const group = groups.get(key)
    if (group) group.push(event)
    else groups.set(key, [event])
  }
  const whole = hasMore ? [...groups].slice(0, -1) : [...groups]
  return whole.map(([id, group]) => describeGroup(id, group, address))
}

function describeGroup(id: string, events: readonly ChainEvent[], address: string): HistoryEntry {
  const parts = events.map((event) => ({ ...describeEvent(event, address), name: event.name })).reverse()
  const main = parts.find(({ kind }) => !MINOR.has(kind)) ?? parts.find(({ kind }) => kind !== 'fee') ?? parts[0]
  const sumOf = (...kinds: readonly HistoryKind[]): bigint =>
    parts.reduce((sum, { kind, change = 0n }) => (kinds.includes(kind) ? sum + change : sum), 0n)
  return {
    ...main,
    id,
    block: events[0].block,
    change: parts.reduce((sum, { change = 0n }) => sum + change, 0n),
    fee: -sumOf('fee'),
    deposit: -sumOf('deposit', 'depositBack'),
    licence: main.licence ?? parts.find(({ licence }) => licence !== undefined)?.licence,
    count: parts.filter(({ kind }) => kind === main.kind).length,
    extrinsic: events[0].extrinsic?.hash ?? null,
  }
}

function describeEvent({ name, data }: ChainEvent, address: string): Part {
  const values = (data ?? {}) as Data
  const describe = DESCRIPTIONS[name]
  return describe ? describe(values, address) : { kind: 'other' }
}

const amountOf = (value: unknown): bigint => BigInt((value as string | number | undefined) ?? 0)

const DESCRIPTIONS: Readonly<Record<string, (data: Data, address: string) => Part>> = {
  'Balances.Transfer': ({ from, to, amount }, address) => {
    if (from === to) return { kind: 'sent', other: to as string, change: 0n }
    return from === address
      ? { kind: 'sent', other: to as string, change: -amountOf(amount) }
      : { kind: 'received', other: from as string, change: amountOf(amount) }
  },
  'Balances.Reserved': ({ amount }) => ({ kind: 'deposit', change: -amountOf(amount) }),
  'Balances.Unreserved': ({ amount }) => ({ kind: 'depositBack', change: amountOf(amount) }),
  'Balances.DustLost': ({ amount }) => ({ kind: 'dust', change: -amountOf(amount) }),
  'TransactionPayment.TransactionFeePaid': ({ actual_fee }) => ({ kind: 'fee', change: -amountOf(actual_fee) }),
  'SampleRegistry.SampleRegistered': ({ sample }) => ({ kind: 'published', sample }),
  'SampleRegistry.MetadataUpdated': ({ sample }) => ({ kind: 'metadata', sample }),
  'SampleRegistry.OffersSet': ({ sample }) => ({ kind: 'offers', sample }),
  'SampleRegistry.LicenceBought': ({ sample, buyer, price }, address) =>
    buyer === address ? { kind: 'bought', sample, change: -amountOf(price) } : { kind: 'other', sample },
  'SampleRegistry.LicenceIssued': ({ licence, sample }) => ({ kind: 'licenceReceived', licence, sample }),
  'SampleRegistry.LicenceTransferred': ({ licence, from, to }, address) =>
    from === address
      ? { kind: 'licencePassedOn', licence, other: to as string }
      : { kind: 'licenceReceived', licence, other: from as string },
  'SampleRegistry.SharePaid': ({ to, amount, credited }, address) => {
    if (to !== address) return { kind: 'other' }
    return credited ? { kind: 'credited' } : { kind: 'sale', change: amountOf(amount) }
  },
  'SampleRegistry.Claimed': ({ amount }) => ({ kind: 'claimed', change: amountOf(amount) }),
  'SampleRegistry.OwnershipTransferred': ({ sample, from, to }, address) =>
    from === address
      ? { kind: 'ownershipOut', sample, other: to as string }
      : { kind: 'ownershipIn', sample, other: from as string },
}
