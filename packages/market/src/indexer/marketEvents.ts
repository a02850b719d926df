import type { AccountId } from '@echochain/codec'
import type { DecodedEvent } from '@echochain/frame'
import { type PaymentRole, registryEvents } from '@echochain/runtime'
import type { EventRow, PaymentRow } from '../database/schema.ts'

/** Records of the market that events are about. */
export const RECORD_KINDS = ['sample', 'purchase', 'licence'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

export const recordSubject = (kind: RecordKind, id: number): string => `${kind}:${id}`

/** The records an event is about: it names them by fields of these names, in every event of the module. */
export function recordSubjects({ event, values }: DecodedEvent): string[] {
  if (event.moduleIndex !== registryEvents.SampleRegistered.moduleIndex) return []
  return RECORD_KINDS.flatMap((kind) => (values[kind] === undefined ? [] : recordSubject(kind, values[kind] as number)))
}

/** Samples that these events sold, and those whose offers they set. */
export function repricedSamples(events: readonly EventRow[]): {
  readonly priced: Set<number>
  readonly sold: Set<number>
} {
  const samplesOf = (...paths: string[]): Set<number> =>
    new Set(
      events.filter(({ name }) => paths.includes(name)).map(({ data }) => (data as { readonly sample: number }).sample),
    )
  const { SampleRegistered, OffersSet, LicenceBought } = registryEvents
  return { priced: samplesOf(SampleRegistered.path, OffersSet.path), sold: samplesOf(LicenceBought.path) }
}

/** The share of a sale that an event pays. */
export function paymentOf(
  { event, values }: DecodedEvent,
  addressOf: (account: AccountId) => string,
): Omit<PaymentRow, 'block' | 'event'> | undefined {
  if (event.path !== registryEvents.SharePaid.path) return undefined
  const role = values.role as PaymentRole
  return {
    purchase: values.purchase as number,
    account: addressOf(values.to as AccountId),
    amount: values.amount as bigint,
    role: role.type,
    via_sample: role.type === 'Upstream' ? role.value : null,
    credited: values.credited as boolean,
  }
}
