import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { EmptyState } from '../../elements/EmptyState.tsx'
import { NeedsAccount } from '../../elements/NeedsAccount.tsx'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { publish as words } from '../../text/publish.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { DraftCard } from './card/DraftCard.tsx'
import { MAX_DRAFTS } from './drafts/PublishDesk.ts'
import { DropArea } from './DropArea.tsx'
import { PublishBar } from './PublishBar.tsx'
import { usePreview } from './usePreview.ts'
import { usePublishDesk } from './usePublishDesk.ts'
import { usePublishing } from './usePublishing.ts'

/** From files to samples: dropped, heard, described, priced, and registered with one signature. */
export function PublishPage() {
  const { selected } = useWallet()
  const { desk, snapshot, isPoor, isElsewhere } = usePublishDesk()
  const { drafts, activities, isLoaded } = snapshot
  const preview = usePreview(desk)
  const publishing = usePublishing(desk, drafts)
  const [leftOut, setLeftOut] = useState(0)
  const [opened, setOpened] = useState<string>()

  if (!selected && drafts.length === 0) return <NoAccount />
  if (isElsewhere) return <Elsewhere />
  const only = drafts.length === 1 ? drafts[0].id : undefined
  const add = (files: readonly File[]): void => setLeftOut(desk?.add(files) ?? 0)
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <Stack gap="lg" pb="lg">
        {isPoor && <PoorNotice />}
        {desk && <DropArea isSmall={drafts.length > 0} onFiles={add} />}
        {leftOut > 0 && (
          <Text role="alert" size="sm">
            {words.tooMany(leftOut, MAX_DRAFTS)}
          </Text>
        )}
        {!isLoaded && <Skeleton height={88} aria-label={words.loading} />}
        {desk && drafts.length > 0 && (
          <Stack component="section" gap="sm" aria-label={words.drafts}>
            <Title order={2} size="h4">
              {words.drafts}
            </Title>
            {drafts.map((draft) => (
              <DraftCard
                key={draft.id}
                desk={desk}
                draft={draft}
                all={drafts}
                activity={activities.get(draft.id)}
                stage={publishing.stages.get(draft.id)}
                preview={preview}
                isOpen={(opened ?? only) === draft.id}
                onOpen={(isOpen) => setOpened(isOpen ? draft.id : '')}
                showProblems={publishing.isAttempted}
              />
            ))}
          </Stack>
        )}
        {desk && drafts.length > 0 && (
          <PublishBar desk={desk} drafts={drafts} publishing={publishing} onMend={setOpened} />
        )}
      </Stack>
    </>
  )
}

const PoorNotice = () => (
  <Alert variant="default" icon={<IconCoins aria-hidden />} title={words.poorTitle}>
    <Group justify="space-between" gap="sm">
      <Text size="sm">{words.poorBody}</Text>
      <Button component={Link} to="/wallet" size="xs">
        {words.getMoney}
      </Button>
    </Group>
  </Alert>
)

const Elsewhere = () => (
  <>
    <PageTitle>{words.title}</PageTitle>
    <EmptyState title={words.elsewhereTitle} body={words.elsewhereBody} />
  </>
)

function NoAccount() {
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <NeedsAccount title={words.noAccountTitle} body={words.noAccountBody} />
    </>
  )
}
