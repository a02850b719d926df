import { decodePeaks, type SampleCard } from '@echochain/sdk'
import { Badge } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo, useMemo } from 'react'
import { PlayButton } from '../player/PlayButton.tsx'
import { type Playable, usePlayer } from '../player/Player.ts'
import { Waveform } from '../player/Waveform.tsx'
import { browse as browseWords } from '../text/browse.ts'
import { Address } from './Address.tsx'
import { formatDuration } from './formatDuration.ts'
import { describePrice, PriceTag } from './PriceTag.tsx'
import classes from './SampleRow.module.css'

const words = browseWords

interface SampleRowProps {
  readonly sample: SampleCard
  /** The list it stands in, for next and previous. */
  readonly queue: readonly Playable[]
}

/** A sample in a list: heard, compared and found by its columns. Of plain elements, since lists have thousands. */
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
        <Link to="/samples/$id" params={{ id: String(sample.id) }} className={classes.name}>
          {sample.title}
        </Link>
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
      <span className={classes.kind}>{words.kinds[sample.kind]}</span>
      <span className={classes.bpm}>{sample.bpm !== null && words.bpm(sample.bpm)}</span>
      <span className={classes.key} title={sample.key ? words.camelot(sample.key.camelot) : undefined}>
        {sample.key?.name}
      </span>
      <span className={classes.length}>{formatDuration(sample.durationMs)}</span>
      <span className={classes.tags} title={sample.tags.join(', ')}>
        {sample.tags.join(' · ')}
      </span>
      <div className={classes.price}>
        <Link
          to="/samples/$id"
          params={{ id: String(sample.id) }}
          hash="licences"
          className={classes.offer}
          data-for-sale={sample.forSale || undefined}
          aria-label={words.licencesOf(describePrice(sample), sample.title)}
        >
          <PriceTag minPrice={sample.minPrice} forSale={sample.forSale} />
        </Link>
      </div>
    </div>
  )
})

/** What the columns say, in one line, where there is no room for columns. */
function summaryOf({ kind, bpm, key, durationMs }: SampleCard): string {
  const parts = [words.kinds[kind], bpm !== null && words.bpmLong(bpm), key?.name, formatDuration(durationMs)]
  return parts.filter(Boolean).join(' · ')
}
