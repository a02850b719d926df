import type { ExtrinsicDetail } from '@echochain/sdk'
import { Alert, Anchor, Group, Paper, Stack, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Address } from '../../../elements/Address.tsx'
import { Amount } from '../../../elements/Amount.tsx'
import { DecodedValue } from '../../../elements/DecodedValue.tsx'
import { Finality } from '../../../elements/Finality.tsx'
import { HashText } from '../../../elements/HashText.tsx'
import { PageTitle } from '../../../elements/PageTitle.tsx'
import { TimeAgo } from '../../../elements/TimeAgo.tsx'
import { network as networkWords } from '../../../text/network.ts'
import { EventList } from '../EventList.tsx'
import { Facts } from '../Facts.tsx'
import { RawJson } from '../RawJson.tsx'
import { describeEra } from './describeEra.ts'
import { ResultMark } from './ResultMark.tsx'

const words = networkWords.extrinsic

/** An extrinsic: what was asked, by whom, at what cost, and what came of it. */
export function ExtrinsicView({ extrinsic }: { readonly extrinsic: ExtrinsicDetail }) {
  const { call, args, error, events, eventCount } = extrinsic
  const eventsTitle = words.events(events.length, eventCount)
  return (
    <Stack gap="md">
      <PageTitle>{words.title(extrinsic.id)}</PageTitle>
      {error && (
        <Alert color="red" title={words.failure}>
          {error.message} ({error.code})
        </Alert>
      )}
      <ExtrinsicFacts extrinsic={extrinsic} />
      <section aria-label={words.call}>
        <Title order={2} size="h4" mb="xs">
          {call}
        </Title>
        <Paper withBorder p="md">
          {isEmpty(args) ? words.noArgs : <DecodedValue value={args} />}
        </Paper>
      </section>
      <section aria-label={eventsTitle}>
        <Title order={2} size="h4" mb="xs">
          {eventsTitle}
        </Title>
        <EventList events={events} />
      </section>
      <RawJson value={extrinsic} />
    </Stack>
  )
}

const isEmpty = (args: unknown): boolean => typeof args === 'object' && args !== null && Object.keys(args).length === 0

function ExtrinsicFacts({ extrinsic }: { readonly extrinsic: ExtrinsicDetail }) {
  const { success, block, hash, signer, fee, tip, nonce, era, sizeBytes } = extrinsic
  return (
    <Facts
      facts={[
        [words.result, success === null ? words.unknownResult : <ResultMark key="result" success={success} />],
        [
          words.block,
          <Group key="block" gap="xs">
            <Anchor component={Link} to={`/blocks/${block.number}`} inherit>
              {block.number}
            </Anchor>
            <Finality finalized={block.finalized} />
          </Group>,
        ],
        [
          words.time,
          block.timestampMs === null ? undefined : (
            <span key="time">
              {new Date(block.timestampMs).toLocaleString()} (<TimeAgo timestampMs={block.timestampMs} />)
            </span>
          ),
        ],
        [words.hash, <HashText key="hash" value={hash} whole />],
        [words.signer, signer ? <Address key="signer" address={signer} copy /> : words.inherent],
        [words.fee, fee === null ? undefined : <Amount key="fee" value={fee} exact />],
        [words.tip, tip === null || tip === '0' ? undefined : <Amount key="tip" value={tip} exact />],
        [words.nonce, nonce ?? undefined],
        [words.era, era === null ? undefined : describeEra(era)],
        [words.size, networkWords.block.bytes(sizeBytes)],
      ]}
    />
  )
}
