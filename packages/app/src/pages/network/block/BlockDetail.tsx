import type { IndexedBlock } from '@echochain/sdk'
import { ActionIcon, Alert, Anchor, Group, Stack, Tabs, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Address } from '../../../elements/Address.tsx'
import { Finality } from '../../../elements/Finality.tsx'
import { HashText } from '../../../elements/HashText.tsx'
import { PageTitle } from '../../../elements/PageTitle.tsx'
import { TimeAgo } from '../../../elements/TimeAgo.tsx'
import { network as networkWords } from '../../../text/network.ts'
import { Facts } from '../Facts.tsx'
import { RawJson } from '../RawJson.tsx'
import { BlockEvents } from './BlockEvents.tsx'
import { BlockExtrinsics } from './BlockExtrinsics.tsx'

const words = networkWords.block

/** A block: its header, what is in it, what happened because of it. */
export function BlockDetail({ block }: { readonly block: IndexedBlock }) {
  // A block asked for by its number can become another one.
  const [firstHash] = useState(block.hash)
  return (
    <Stack gap="md">
      <PageTitle actions={<Neighbours block={block} />}>{words.title(block.number)}</PageTitle>
      {block.hash !== firstHash && <Alert color="yellow">{words.replaced}</Alert>}
      <BlockFacts block={block} />
      <Tabs defaultValue="extrinsics" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="extrinsics">{words.extrinsics(block.extrinsics)}</Tabs.Tab>
          <Tabs.Tab value="events">{words.events(block.events)}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="extrinsics">
          <BlockExtrinsics block={block} />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <BlockEvents block={block} />
        </Tabs.Panel>
      </Tabs>
      <RawJson value={block} />
    </Stack>
  )
}

function BlockFacts({ block }: { readonly block: IndexedBlock }) {
  const { hash, parentHash, timestampMs, author, slot, stateRoot, extrinsicsRoot, sizeBytes, runtime } = block
  return (
    <Facts
      facts={[
        [words.hash, <HashText key="hash" value={hash} whole />],
        [
          words.parent,
          block.number === 0 ? undefined : (
            <Anchor key="parent" component={Link} to={`/blocks/${parentHash}`} inherit ff="monospace" fz="0.92em">
              {parentHash}
            </Anchor>
          ),
        ],
        [
          words.time,
          timestampMs === null ? undefined : (
            <span key="time">
              {new Date(timestampMs).toLocaleString()} (<TimeAgo timestampMs={timestampMs} />){' '}
              <Finality finalized={block.finalized} />
            </span>
          ),
        ],
        [words.author, author === null ? undefined : <Address key="author" address={author} copy />],
        [words.slot, slot ?? undefined],
        [words.stateRoot, <HashText key="state" value={stateRoot} label={words.stateRoot} />],
        [words.extrinsicsRoot, <HashText key="root" value={extrinsicsRoot} label={words.extrinsicsRoot} />],
        [words.size, words.bytes(sizeBytes)],
        [words.runtime, runtime],
      ]}
    />
  )
}

function Neighbours({ block: { number } }: { readonly block: IndexedBlock }) {
  return (
    <Group gap={4}>
      {number > 0 && (
        <Tooltip label={words.previous}>
          <ActionIcon component={Link} to={`/blocks/${number - 1}`} variant="default" aria-label={words.previous}>
            <IconChevronLeft size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={words.next}>
        <ActionIcon component={Link} to={`/blocks/${number + 1}`} variant="default" aria-label={words.next}>
          <IconChevronRight size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
