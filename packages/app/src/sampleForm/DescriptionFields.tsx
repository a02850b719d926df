import { MAX_TAGS, type SampleKind } from '@echochain/sdk'
import { Grid, Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { camelotCode, keyName, MUSICAL_KEYS } from '../elements/musicalKeys.ts'
import { sampleForm as words } from '../text/sampleForm.ts'
import type { DescriptionForm } from './DescriptionForm.ts'

const NO_KEY = 'none'
const KEY_OPTIONS = [
  { value: NO_KEY, label: words.noKey },
  ...MUSICAL_KEYS.map((key) => ({ value: String(key), label: `${keyName(key)} · ${camelotCode(key)}` })),
]
/** A pack is not one sound, so nothing here could be one. */
const KIND_OPTIONS = (['Loop', 'OneShot', 'Stem'] as const).map((kind) => ({ value: kind, label: words.kinds[kind] }))

/** While a tag is typed. */
const TAGS_OFFERED = 6

interface DescriptionFieldsProps {
  readonly value: DescriptionForm
  readonly onChange: (changes: Partial<DescriptionForm>) => void
  readonly problems: Readonly<Record<string, string>>
  /** Where a tempo or key comes from, and how sure it is. */
  readonly hints?: { readonly bpm?: string; readonly key?: string }
  readonly knownTags?: readonly string[]
}

/** What a sound is: title, kind, tags, tempo and key. */
export function DescriptionFields({ value, onChange, problems, hints, knownTags = [] }: DescriptionFieldsProps) {
  const [typed, setTyped] = useState('')
  return (
    <Grid gap="sm">
      <Grid.Col span={{ base: 12, xs: 8 }}>
        <TextInput
          label={words.title}
          value={value.title}
          onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
          error={problems.title}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, xs: 4 }}>
        <Select
          label={words.kind}
          data={KIND_OPTIONS}
          value={value.kind}
          onChange={(kind) => onChange({ kind: kind as SampleKind })}
          allowDeselect={false}
        />
      </Grid.Col>
      <Grid.Col span={12}>
        <TagsInput
          label={words.tags}
          description={words.tagsHint}
          placeholder={value.tags.length === 0 ? words.tagsPlaceholder : undefined}
          data={typed === '' ? [] : [...knownTags]}
          searchValue={typed}
          onSearchChange={setTyped}
          limit={TAGS_OFFERED}
          value={[...value.tags]}
          onChange={(tags) => onChange({ tags })}
          maxTags={MAX_TAGS}
          splitChars={[',', ';']}
          acceptValueOnBlur
          error={problems.tags}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, xs: 5 }}>
        <TextInput
          label={words.bpm}
          description={hints?.bpm}
          inputMode="decimal"
          placeholder={words.noBpm}
          value={value.bpm}
          onChange={({ currentTarget }) => onChange({ bpm: currentTarget.value })}
          error={problems.bpm}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, xs: 7 }}>
        <Select
          label={words.key}
          description={hints?.key}
          data={KEY_OPTIONS}
          value={value.key === null ? NO_KEY : String(value.key)}
          onChange={(key) => onChange({ key: key === null || key === NO_KEY ? null : Number(key) })}
          allowDeselect={false}
          searchable
        />
      </Grid.Col>
    </Grid>
  )
}
