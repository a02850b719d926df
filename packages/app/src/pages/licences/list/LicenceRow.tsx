import type { LicenceCard } from '@echochain/sdk'
import { Anchor, Badge, Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { DownloadButton } from '../../../downloads/DownloadButton.tsx'
import { Amount } from '../../../elements/Amount.tsx'
import { Finality } from '../../../elements/Finality.tsx'
import { TimeAgo } from '../../../elements/TimeAgo.tsx'
import { useLiveHead } from '../../../network/Network.ts'
import { PlayButton } from '../../../player/PlayButton.tsx'
import type { Playable } from '../../../player/Player.ts'
import { licences as licencesWords } from '../../../text/licences.ts'
import classes from './LicenceRow.module.css'

const words = licencesWords.list

interface LicenceRowProps {
  readonly licence: LicenceCard
  readonly playable: Playable | undefined
  readonly queue: readonly Playable[]
  passOn(): void
}

/** One licence: the sound, what it allows, its file and its certificate. */
export function LicenceRow({ licence, playable, queue, passOn }: LicenceRowProps) {
  const { id, sample, kind, holder, buyer, price, issuedAt, transferable } = licence
  const { finalized } = useLiveHead()
  const title = sample.title ?? words.untitled(sample.id)
  return (
    <li className={classes.row}>
      <div className={classes.play}>{playable && <PlayButton sample={playable} queue={queue} />}</div>
      <div className={classes.what}>
        <Anchor
          component={Link}
          to={`/samples/${sample.id}`}
          fw={600}
          c="var(--mantine-color-text)"
          truncate
          display="block"
        >
          {title}
        </Anchor>
        <Text size="sm">
          {licencesWords.kind(kind)} {words.number(id)}
        </Text>
        {buyer !== null && buyer !== holder && (
          <Badge size="sm" variant="light" color="gray">
            {words.received}
          </Badge>
        )}
      </div>
      <div className={classes.when}>
        <Text size="sm">
          {price === null ? null : price === '0' ? words.free : <Amount value={price} />} ·{' '}
          <TimeAgo timestampMs={issuedAt.timestampMs} />
        </Text>
        <Finality finalized={issuedAt.finalized || issuedAt.number <= (finalized ?? -1)} />
      </div>
      <div className={classes.actions}>
        <DownloadButton sample={sample.id} title={title} size="xs" />
        <Button
          component={Link}
          to={`/licences/${id}`}
          size="xs"
          variant="default"
          aria-label={words.certificateLabel(id)}
        >
          {words.certificate}
        </Button>
        {transferable && (
          <Button size="xs" variant="subtle" color="gray" aria-label={words.transferLabel(id)} onClick={passOn}>
            {words.transfer}
          </Button>
        )}
      </div>
    </li>
  )
}
