import { decodePeaks, type SampleCard } from '@echochain/sdk'
import { Anchor, Badge, Button, Text, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo, useMemo } from 'react'
import { PlayButton } from '../player/PlayButton.tsx'
import { type Playable, usePlayer } from '../player/Player.ts'
import { Waveform } from '../player/Waveform.tsx'
import { text } from '../text/text.ts'
import { Address } from './Address.tsx'
import { formatDuration } from './formatDuration.ts'
import { describePrice, PriceTag } from './PriceTag.tsx'
import classes from './SampleRow.module.css'

const { browse: words } = text

interface SampleRowProps {
  readonly sample: SampleCard
  /** The list it stands in, for next and previous. */
  readonly queue: readonly Playable[]
}

/** A sample in a list: heard, compared and found by its columns. */
export const SampleRow = memo(function SampleRow({ sample, queue }: SampleRowProps) {
  const { current, play, seek } = usePlayer()
  const isCurrent = current?.id === sample.id
  const peaks = useMemo(() => (sample.peaks ? decodePeaks(sample.peaks) : undefined), [sample.peaks])
  const status = words.statuses[sample.status]
  const goTo = (share: number) => {
    if (!isCurrent) play(sample, queue)
    seek(share)
  }
  return (
    <div className={classes.row} data-current={isCurrent || undefined}>
      <div className={classes.play}>
        <PlayButton sample={sample} queue={queue} variant={isCurrent ? 'filled' : 'subtle'} />
      </div>
      <div className={classes.title}>
        <Anchor component={Link} to={`/samples/${sample.id}`} c="inherit" fw={600} size="sm" truncate>
          {sample.title}
        </Anchor>
        <div className={classes.owner}>
          {status && (
            <Badge size="xs" color="red" variant="light" mr={6}>
              {status}
            </Badge>
          )}
          <Address address={sample.owner} />
        </div>
        <div className={classes.summary}>{summaryOf(sample)}</div>
      </div>
      <div className={classes.waveform}>
        <Waveform peaks={peaks} current={isCurrent} onSeek={goTo} />
      </div>
      <Text className={classes.kind}>{words.kinds[sample.kind]}</Text>
      <Text className={classes.bpm}>{sample.bpm === null ? '' : words.bpm(sample.bpm)}</Text>
      <Text className={classes.key}>
        {sample.key && (
          <Tooltip label={words.camelot(sample.key.camelot)}>
            <span>{sample.key.name}</span>
          </Tooltip>
        )}
      </Text>
      <Text className={classes.length}>{formatDuration(sample.durationMs)}</Text>
      <Text className={classes.tags} title={sample.tags.join(', ')}>
        {sample.tags.join(' · ')}
      </Text>
      <div className={classes.price}>
        <Button
          component={Link}
          to={`/samples/${sample.id}`}
          hash="licences"
          size="compact-sm"
          variant={sample.forSale ? 'default' : 'transparent'}
          c="inherit"
          fw={600}
          aria-label={words.licencesOf(describePrice(sample), sample.title)}
        >
          <PriceTag minPrice={sample.minPrice} forSale={sample.forSale} />
        </Button>
      </div>
    </div>
  )
})

/** What the columns say, in one line, where there is no room for columns. */
function summaryOf({ kind, bpm, key, durationMs }: SampleCard): string {
  const parts = [words.kinds[kind], bpm !== null && words.bpmLong(bpm), key?.name, formatDuration(durationMs)]
  return parts.filter(Boolean).join(' · ')
}
