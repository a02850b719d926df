import { type AccountId, encode, type Hash } from '@echochain/codec'
import {
  Block,
  type DecodedEvent,
  decodeEvents,
  decodeExtrinsic,
  describeCall,
  describeFields,
  type Describing,
  type DispatchErrorValue,
  type Era,
  type Extrinsic,
  extrinsicHash,
  type Runtime,
  systemEvents,
} from '@echochain/frame'
import { readClaims, transactionPaymentEvents } from '@echochain/runtime'
import type { BlockRow, EventRow, EventSubjectRow, ExtrinsicRow, PaymentRow } from '../database/schema.ts'
import type { JsonValue } from '../JsonValue.ts'
import type { AddressBook } from './AddressBook.ts'
import { describeError } from './describeError.ts'
import { paymentOf, recordSubjects } from './marketEvents.ts'

/** Everything the database keeps of one block, but for what is read from the state after it. */
export interface BlockRows {
  readonly block: BlockRow
  readonly extrinsics: readonly ExtrinsicRow[]
  readonly events: readonly EventRow[]
  readonly subjects: readonly EventSubjectRow[]
  readonly payments: readonly PaymentRow[]
}

export interface BlockSource {
  readonly hash: Hash
  readonly block: Block
  /** The value of `System.Events` after the block; undefined where the node did not keep it. */
  readonly events: Uint8Array | undefined
  /** The runtime that executed the block. */
  readonly runtime: Runtime
  readonly nextRuntime: string | undefined
}

/** Decodes a block and what it did into rows. Throws `CodecError` if it is none of this runtime's. */
export function describeBlock(source: BlockSource, addresses: AddressBook): BlockRows {
  const { block, runtime } = source
  const { number } = block.header
  const events = source.events && decodeEvents(runtime, source.events)
  const extrinsics = block.extrinsics.map((bytes) => decodeExtrinsic(runtime, bytes))
  const describer = new BlockDescriber(number, runtime, addresses)
  const outcomes = events && outcomesOf(events, extrinsics.length)
  return {
    block: describeHeader(source, extrinsics, events, addresses),
    extrinsics: extrinsics.map((extrinsic, index) => describer.extrinsic(extrinsic, index, outcomes?.[index])),
    ...describer.events(events ?? []),
  }
}

function describeHeader(
  { hash, block, runtime, nextRuntime }: BlockSource,
  extrinsics: readonly Extrinsic[],
  events: readonly DecodedEvent[] | undefined,
  addresses: AddressBook,
): BlockRow {
  const { header } = block
  const claims = header.number === 0 ? undefined : readClaims(header.digest.logs)
  const time = extrinsics.find(({ call }) => call.call.path === 'Timestamp.set')
  return {
    number: header.number,
    hash,
    parent_hash: header.parentHash,
    state_root: header.stateRoot,
    extrinsics_root: header.extrinsicsRoot,
    author: claims ? addresses.addressOf(claims.author) : null,
    slot: claims?.claim.slot ?? null,
    timestamp_ms: (time?.call.args.now as bigint | undefined) ?? null,
    size_bytes: encode(Block, block).length,
    extrinsic_count: extrinsics.length,
    event_count: events?.length ?? null,
    runtime: runtime.marker,
    next_runtime: nextRuntime ?? null,
  }
}

/** What became of an extrinsic, from its events. */
interface Outcome {
  fee: bigint | null
  success: boolean
  error: DispatchErrorValue | undefined
}

function outcomesOf(events: readonly DecodedEvent[], count: number): readonly Outcome[] {
  const outcomes: Outcome[] = Array.from({ length: count }, () => ({ fee: null, success: true, error: undefined }))
  for (const { phase, event, values } of events) {
    const outcome = phase.type === 'ApplyExtrinsic' ? outcomes[phase.index] : undefined
    if (!outcome) continue
    if (event.path === transactionPaymentEvents.TransactionFeePaid.path) outcome.fee = values.actualFee as bigint
    if (event.path !== systemEvents.ExtrinsicFailed.path) continue
    outcome.success = false
    outcome.error = values.dispatchError as DispatchErrorValue
  }
  return outcomes
}

class BlockDescriber {
  readonly #block: number
  readonly #runtime: Runtime
  readonly #addresses: AddressBook
  readonly #plainly: Describing

  constructor(block: number, runtime: Runtime, addresses: AddressBook) {
    this.#block = block
    this.#runtime = runtime
    this.#addresses = addresses
    this.#plainly = {
      address: (account) => addresses.addressOf(account),
      failure: (error) => describeError(runtime, error),
    }
  }

  extrinsic({ bytes, call, signed }: Extrinsic, index: number, outcome: Outcome | undefined): ExtrinsicRow {
    const described = describeCall(call, this.#plainly) as { readonly args: JsonValue }
    const extra = (identifier: string) =>
      signed?.extras[this.#runtime.extensions.findIndex((extension) => extension.identifier === identifier)]
    return {
      block: this.#block,
      index,
      hash: extrinsicHash(bytes),
      call: call.call.path,
      args: described.args,
      signer: signed ? this.#addresses.addressOf(signed.account) : null,
      nonce: signed ? BigInt(extra('CheckNonce') as number) : null,
      era: signed ? { ...(extra('CheckMortality') as Era) } : null,
      tip: signed ? (extra('ChargeTransactionPayment') as bigint) : null,
      fee: outcome?.fee ?? null,
      success: outcome?.success ?? null,
      error: outcome?.error ? { ...describeError(this.#runtime, outcome.error) } : null,
      size_bytes: bytes.length,
    }
  }

  events(decoded: readonly DecodedEvent[]): Pick<BlockRows, 'events' | 'subjects' | 'payments'> {
    const events: EventRow[] = []
    const subjects: EventSubjectRow[] = []
    const payments: PaymentRow[] = []
    for (const [index, record] of decoded.entries()) {
      const { row, accounts } = this.#event(record, index)
      events.push(row)
      const about = [...[...accounts].map((account) => accountSubject(account)), ...recordSubjects(record)]
      for (const subject of new Set(about)) subjects.push({ block: this.#block, event: index, subject })
      const payment = paymentOf(record, (account) => this.#addresses.addressOf(account))
      if (payment) payments.push({ block: this.#block, event: index, ...payment })
    }
    return { events, subjects, payments }
  }

  #event({ phase, event, values }: DecodedEvent, index: number) {
    const accounts = new Set<string>()
    const noting: Describing = {
      ...this.#plainly,
      address: (account: AccountId) => {
        const address = this.#addresses.addressOf(account)
        accounts.add(address)
        return address
      },
    }
    const row: EventRow = {
      block: this.#block,
      index,
      extrinsic: phase.type === 'ApplyExtrinsic' ? phase.index : null,
      phase: phase.type,
      name: event.path,
      data: describeFields(event.fields, values, noting),
    }
    return { row, accounts }
  }
}

/** How an account is named among the subjects of events. */
export const accountSubject = (address: string): string => `account:${address}`
