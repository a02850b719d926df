import { readBpm } from '../../../sampleForm/DescriptionForm.ts'
import { publish as words } from '../../../text/publish.ts'
import type { Draft } from '../drafts/Draft.ts'

/** Where tempo and key come from, as long as they are what was heard. */
export function hintsOf({ form, sound }: Draft): { readonly bpm?: string; readonly key?: string } {
  if (!sound) return {}
  const { tags } = sound
  return {
    bpm: hintOf(readBpm(form.bpm) || undefined, tags.bpm, sound.bpm),
    key: hintOf(form.key ?? undefined, tags.key, sound.key),
  }
}

interface Heard {
  readonly value: number
  readonly confidence: number
}

function hintOf(value: number | undefined, stated: number | undefined, heard: Heard | undefined): string | undefined {
  if (value === undefined) return stated === undefined && heard === undefined ? words.notHeard : undefined
  if (value === stated) return words.fromFile
  return value === heard?.value ? words.heard(heard.confidence) : undefined
}
