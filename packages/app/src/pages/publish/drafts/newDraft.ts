import type { Sound } from '@echochain/sdk'
import { writeBpm } from '../../../sampleForm/DescriptionForm.ts'
import { NEW_OFFERS } from '../../../sampleForm/OffersForm.ts'
import type { Draft, DraftForm } from './Draft.ts'

/** A draft of a file nothing but its name is known of. */
export const newDraft = (id: string, { name, size, lastModified }: File, now: number): Draft => ({
  id,
  addedAt: now,
  file: { name, size, lastModified },
  edited: [],
  form: {
    title: titleOf(name),
    tags: [],
    kind: 'Loop',
    bpm: '',
    key: null,
    offers: NEW_OFFERS,
    shares: [],
    parents: [],
  },
})

/** `night_bus-120bpm.wav` is called "night bus-120bpm". */
export const titleOf = (fileName: string): string =>
  fileName
    .replace(/\.[^.]{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim()

/** Fills in what was heard, and what the file says of itself, where the person has said nothing yet. */
export function fillIn({ form, edited }: Draft, sound: Sound): DraftForm {
  const { tags } = sound
  const heard: Partial<DraftForm> = {
    title: tags.title ?? form.title,
    kind: tags.kind ?? sound.kind,
    bpm: writeBpm(tags.bpm ?? sound.bpm?.value ?? 0),
    key: tags.key ?? sound.key?.value ?? null,
  }
  const unsaid = Object.entries(heard).filter(([field]) => !edited.includes(field))
  return { ...form, ...Object.fromEntries(unsaid) }
}
