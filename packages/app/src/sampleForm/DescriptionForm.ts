import { utf8 } from '@echochain/codec'
import { MAX_TAG_BYTES, MAX_TAGS, MAX_TITLE_BYTES, type SampleKind, type SampleMetadata } from '@echochain/sdk'
import { readDecimal } from '../elements/readDecimal.ts'
import { sampleForm as words } from '../text/sampleForm.ts'
import { type Reading, readingOf } from './Reading.ts'

/** Thousandths of a beat per minute. */
const MAX_BPM = 999_999n
/** Control characters, those that turn the direction of text, and those without any width: what is read would not be what is stored. */
const INVISIBLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** What a person says of a sound, as it stands in the fields. */
export interface DescriptionForm {
  readonly title: string
  readonly tags: readonly string[]
  readonly kind: SampleKind
  /** Empty where there is no tempo. */
  readonly bpm: string
  readonly key: number | null
}

/** What the chain is told, or what is wrong by field. */
export function readDescription({ title, tags, kind, bpm, key }: DescriptionForm): Reading<SampleMetadata> {
  const thousandths = readBpm(bpm)
  const problems = {
    title: problemOfTitle(title.trim()),
    tags: problemOfTags(tags),
    bpm: thousandths === undefined ? words.badBpm : undefined,
  }
  return readingOf(problems, () => ({
    title: title.trim(),
    tags: tags.map(readTag),
    kind,
    bpm: thousandths!,
    key: key ?? undefined,
  }))
}

/** Thousandths of a beat per minute, 0 for none, undefined where the text is no tempo. */
export function readBpm(text: string): number | undefined {
  if (text.trim() === '') return 0
  const thousandths = readDecimal(text, 3)
  return thousandths && thousandths <= MAX_BPM ? Number(thousandths) : undefined
}

/** A tempo of the chain or of an analysis as it stands in the field. */
export const writeBpm = (thousandths: number): string => (thousandths === 0 ? '' : String(thousandths / 1000))

/** In small letters: a filter by a tag finds it only as it is written. */
const readTag = (tag: string): string => tag.trim().toLowerCase()

function problemOfTitle(title: string): string | undefined {
  if (title === '') return words.noTitle
  if (INVISIBLE.test(title)) return words.invisible
  return utf8(title).length > MAX_TITLE_BYTES ? words.longTitle : undefined
}

function problemOfTags(tags: readonly string[]): string | undefined {
  if (tags.length > MAX_TAGS) return words.manyTags(MAX_TAGS)
  const long = tags.find((tag) => utf8(readTag(tag)).length > MAX_TAG_BYTES)
  if (long !== undefined) return words.longTag(long)
  if (tags.some((tag) => INVISIBLE.test(tag))) return words.invisible
  const isTwice = new Set(tags.map(readTag)).size !== tags.length
  return isTwice || tags.some((tag) => tag.trim() === '') ? words.badTags : undefined
}
