import { ss58Decode } from '@echochain/codec'
import type { Licence, LicenceCertificate } from '@echochain/sdk'

/** What a certificate shows of a licence's record. */
export type LicenceField = 'sample' | 'purchase' | 'holder' | 'kind' | 'terms' | 'transferable' | 'issuedAt'

/** In what the record on the chain is other than what the market showed. */
export function compareLicence(shown: LicenceCertificate, record: Licence): readonly LicenceField[] {
  const same: Readonly<Record<LicenceField, boolean>> = {
    sample: record.sample === shown.sample.id,
    purchase: record.purchase === shown.purchase,
    holder: record.holder === ss58Decode(shown.holder).account,
    kind: record.kind === shown.kind,
    terms: record.terms === shown.terms,
    transferable: record.transferable === shown.transferable,
    issuedAt: record.issuedAt === shown.issuedAt.number,
  }
  return (Object.keys(same) as LicenceField[]).filter((field) => !same[field])
}
