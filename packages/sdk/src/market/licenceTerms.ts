import { type Hash, sha256, toHex, utf8 } from '@echochain/codec'
import type { LicenceKind } from '@echochain/runtime'

/** The text of a licence. Its SHA-256 is what an offer on chain names; another text is another licence. */
export interface LicenceTerms {
  readonly kind: LicenceKind
  readonly title: string
  readonly text: string
}

const COMMON = `The licensor says that the licensor may grant this licence. The sample is provided as it is. Nobody may
offer the sample by itself, or as part of a sample collection, as their own. This licence is granted for ever
and for the whole world; the record on EchoChain that names this text is its proof.`

/** The licences the project itself offers. Changing a text makes a new licence and leaves sold ones as they are. */
export const LICENCE_TERMS: Readonly<Record<LicenceKind, LicenceTerms>> = {
  Personal: {
    kind: 'Personal',
    title: 'EchoChain Personal Licence 1.0',
    text: `EchoChain Personal Licence 1.0

The holder of this licence may use the sample in recordings and performances that earn no money.
${COMMON}
`,
  },
  Commercial: {
    kind: 'Commercial',
    title: 'EchoChain Commercial Licence 1.0',
    text: `EchoChain Commercial Licence 1.0

The holder of this licence may use the sample, changed or not, in recordings, performances, films and games
of any kind and may earn money with them, without paying again.
${COMMON}
`,
  },
  Exclusive: {
    kind: 'Exclusive',
    title: 'EchoChain Exclusive Licence 1.0',
    text: `EchoChain Exclusive Licence 1.0

The holder of this licence may use the sample, changed or not, in recordings, performances, films and games
of any kind and may earn money with them, without paying again. From the sale of this licence on the
licensor sells no other licence for the sample; licences sold before stay in force.
${COMMON}
`,
  },
}

/** What an offer carries for a licence text. */
export const termsHash = ({ text }: LicenceTerms): Hash => toHex(sha256(utf8(text)))

/** The text that a hash on chain stands for, if it is one of the project's own. */
export const findTerms = (hash: Hash): LicenceTerms | undefined =>
  Object.values(LICENCE_TERMS).find((terms) => termsHash(terms) === hash)
