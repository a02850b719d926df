import { Box, Button, Grid, Group, Stack, Title } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useNetwork } from '../../../network/Network.ts'
import { DescriptionFields } from '../../../sampleForm/DescriptionFields.tsx'
import { readDescription } from '../../../sampleForm/DescriptionForm.ts'
import { readOffers } from '../../../sampleForm/OffersForm.ts'
import { OffersFields } from '../../../sampleForm/OffersFields.tsx'
import { publish as words } from '../../../text/publish.ts'
import { sampleForm } from '../../../text/sampleForm.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import type { Draft, DraftForm } from '../drafts/Draft.ts'
import { isFinal } from '../drafts/DraftProblemError.ts'
import type { PublishDesk } from '../drafts/PublishDesk.ts'
import { readSplit } from '../split/SplitForm.ts'
import { SplitFields } from '../split/SplitFields.tsx'
import { hintsOf } from './hintsOf.ts'

interface DraftFieldsProps {
  readonly desk: PublishDesk
  readonly draft: Draft
  readonly all: readonly Draft[]
  readonly showProblems: boolean
}

/** All that is said of a sample before it is published. */
export function DraftFields({ desk, draft, all, showProblems }: DraftFieldsProps) {
  const { market } = useNetwork()
  const { selected } = useWallet()
  const { data: facets } = useQuery({ queryKey: ['facets'], queryFn: () => market.facets(), staleTime: 60_000 })
  const { form } = draft
  const edit = (changes: Partial<DraftForm>): void => desk.edit(draft.id, changes)
  const others = all.filter((other) => other.id !== draft.id && isOpen(other))
  const applyToAll = (changes: Partial<DraftForm>) => () => {
    for (const { id } of others) desk.edit(id, changes)
  }
  const described = readDescription(form).problems
  const { title: _untold, ...urgent } = described
  return (
    <Box p="md">
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Section
            title={words.description}
            what={words.applies.tags}
            others={others.length}
            onApply={applyToAll({ tags: form.tags })}
          >
            <DescriptionFields
              value={form}
              onChange={edit}
              problems={showProblems || form.title.length > 0 ? described : urgent}
              hints={hintsOf(draft)}
              knownTags={facets?.tags.map(({ tag }) => tag)}
            />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Section
            title={sampleForm.offers}
            what={words.applies.offers}
            others={others.length}
            onApply={applyToAll({ offers: form.offers })}
          >
            <OffersFields
              value={form.offers}
              onChange={(offers) => edit({ offers })}
              problems={readOffers(form.offers).problems}
            />
          </Section>
        </Grid.Col>
        <Grid.Col span={12}>
          <Section
            title={words.split}
            what={words.applies.split}
            others={others.length}
            onApply={applyToAll({ shares: form.shares, parents: form.parents })}
          >
            <SplitFields
              form={form}
              offers={form.offers}
              onChange={edit}
              problems={readSplit(form, selected?.account).problems}
              showAll={showProblems}
            />
          </Section>
        </Grid.Col>
      </Grid>
    </Box>
  )
}

/** Whether it may still be published. */
const isOpen = ({ submittedAt, problem }: Draft): boolean => !submittedAt && !(problem && isFinal(problem))

interface SectionProps {
  readonly title: string
  readonly what: string
  /** To how many other drafts it can be given. */
  readonly others: number
  readonly onApply: () => void
  readonly children: ReactNode
}

function Section({ title, what, others, onApply, children }: SectionProps) {
  const [isApplied, setIsApplied] = useState(false)
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <Group justify="space-between" mih={30}>
        <Title order={3} size="h5">
          {title}
        </Title>
        {others > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={isApplied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            onClick={() => (onApply(), setIsApplied(true))}
            onBlur={() => setIsApplied(false)}
          >
            {isApplied ? words.applied : words.applyToAll(what, others + 1)}
          </Button>
        )}
      </Group>
      {children}
    </Stack>
  )
}
