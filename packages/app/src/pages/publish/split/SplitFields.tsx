import { Grid, Stack, Text } from '@mantine/core'
import type { OffersForm } from '../../../sampleForm/OffersForm.ts'
import { publish as words } from '../../../text/publish.ts'
import { ParentFields } from './ParentFields.tsx'
import { ShareFields } from './ShareFields.tsx'
import type { SplitForm } from './SplitForm.ts'
import { SplitPreview } from './SplitPreview.tsx'

export interface SplitFieldsProps {
  readonly form: SplitForm
  readonly offers: OffersForm
  readonly onChange: (changes: Partial<SplitForm>) => void
  readonly problems: Readonly<Record<string, string>>
  /** Also problems of fields nothing was typed into. */
  readonly showAll: boolean
}

/** Who shares what is earned, and what everybody gets of a sale. */
export function SplitFields(props: SplitFieldsProps) {
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Stack gap="lg">
          <ShareFields {...props} />
          <ParentFields {...props} />
          <Text size="xs">{words.sharesFixed}</Text>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <SplitPreview form={props.form} offers={props.offers} />
      </Grid.Col>
    </Grid>
  )
}
