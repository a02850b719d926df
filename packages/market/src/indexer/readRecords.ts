import type { Hash } from '@echochain/codec'
import { registryStorage } from '@echochain/runtime'
import type { Insertable } from 'kysely'
import type { LicenceRow, PurchaseRow, SampleRow } from '../database/schema.ts'
import type { AddressBook } from './AddressBook.ts'
import type { ChainSource } from './ChainSource.ts'
import { describeLicence, describePurchase, describeSample } from './describeRecords.ts'
import { RECORD_KINDS, type RecordKind } from './marketEvents.ts'
import { readEntries, readValue } from './readStorage.ts'

/** Numbers of records, by kind. */
export type RecordIds = Readonly<Record<RecordKind, ReadonlySet<number>>>

/** Records as the state after one block has them; those asked for and not in it do not exist. */
export interface Records {
  readonly asked: RecordIds
  readonly samples: readonly Omit<Insertable<SampleRow>, 'sales'>[]
  readonly purchases: readonly PurchaseRow[]
  readonly licences: readonly LicenceRow[]
}

/** The records that subjects like `sample:12` name. */
export function recordIdsOf(subjects: Iterable<string>): RecordIds {
  const ids = { sample: new Set<number>(), purchase: new Set<number>(), licence: new Set<number>() }
  for (const subject of subjects) {
    const [kind, id] = subject.split(':')
    if ((RECORD_KINDS as readonly string[]).includes(kind)) ids[kind as RecordKind].add(Number(id))
  }
  return ids
}

/** Reads records in the state after a block. Throws what {@link ChainSource.storageAt} throws. */
export async function readRecords(
  source: ChainSource,
  at: Hash,
  asked: RecordIds,
  addresses: AddressBook,
): Promise<Records> {
  const [sampleIds, purchaseIds, licenceIds] = [[...asked.sample], [...asked.purchase], [...asked.licence]]
  const samples = await readEntries(source, at, registryStorage.sample, sampleIds)
  const reports = await readEntries(source, at, registryStorage.reportCount, sampleIds)
  const purchases = await readEntries(source, at, registryStorage.purchase, purchaseIds)
  const licences = await readEntries(source, at, registryStorage.licence, licenceIds)
  const requireApproval = sampleIds.length > 0 && (await readValue(source, at, registryStorage.requireApproval))
  return {
    asked,
    samples: present(sampleIds, samples, (id, sample, index) =>
      describeSample(id, sample, { reports: reports[index], requireApproval }, addresses),
    ),
    purchases: present(purchaseIds, purchases, (id, purchase) => describePurchase(id, purchase, addresses)),
    licences: present(licenceIds, licences, (id, licence) => describeLicence(id, licence, addresses)),
  }
}

function present<T, Row>(
  ids: readonly number[],
  values: readonly (T | undefined)[],
  describe: (id: number, value: T, index: number) => Row,
): Row[] {
  return ids.flatMap((id, index) => {
    const value = values[index]
    return value === undefined ? [] : describe(id, value, index)
  })
}

/** The highest number given out so far for each kind of record, in the state after a block. */
export async function readLastIds(source: ChainSource, at: Hash): Promise<Readonly<Record<RecordKind, number>>> {
  return {
    sample: (await readValue(source, at, registryStorage.nextSampleId)) - 1,
    purchase: (await readValue(source, at, registryStorage.nextPurchaseId)) - 1,
    licence: (await readValue(source, at, registryStorage.nextLicenceId)) - 1,
  }
}
