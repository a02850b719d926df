import { decodePeaks, type SampleCard } from '@echochain/sdk'
import { Anchor, Badge, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { formatDuration } from '../../../elements/formatDuration.ts'
import { PlayButton } from '../../../player/PlayButton.tsx'
import { usePlayer } from '../../../player/Player.ts'
import { Waveform } from '../../../player/Waveform.tsx'
import { mySamples as words } from '../../../text/mySamples.ts'
import { sampleForm } from '../../../text/sampleForm.ts'
import classes from './MySampleRow.module.css'

interface MySampleRowProps {
  readonly sample: SampleCard
  readonly queue: readonly SampleCard[]
  /** Below its title, beside what it is. */
  readonly note?: ReactNode
  readonly figures: readonly { readonly label: string; readonly value: ReactNode }[]
  readonly menu?: ReactNode
}

/** A sample somebody earns from: heard, named, and in figures. */
export function MySampleRow({ sample, queue, note, figures, menu }: MySampleRowProps) {
  const { current, play, seek } = usePlayer()
  const isCurrent = current?.id === sample.id
  const peaks = useMemo(() => (sample.peaks ? decodePeaks(sample.peaks) : undefined), [sample.peaks])
  const goTo = (share: number): void => {
    if (!isCurrent) play(sample, queue)
    seek(share)
  }
  return (
    <li className={classes.row}>
      <div className={classes.play}>
        <PlayButton sample={sample} queue={queue} variant={isCurrent ? 'filled' : 'subtle'} />
      </div>
      <div className={classes.title}>
        <Anchor component={Link} to={`/samples/${sample.id}`} c="inherit" fw={600} size="sm" display="block" truncate>
          {sample.title}
        </Anchor>
        <Group gap={6}>
          <Text size="xs" className={classes.facts}>
            {factsOf(sample)}
          </Text>
          <Marks sample={sample} />
        </Group>
        {note}
      </div>
      <div className={classes.wave}>
        <Waveform peaks={peaks} current={isCurrent} onSeek={goTo} />
      </div>
      <div className={classes.figures}>
        {figures.map(({ label, value }) => (
          <div key={label}>
            <Text size="xs" className={classes.facts}>
              {label}
            </Text>
            <Text size="sm" component="div">
              {value}
            </Text>
          </div>
        ))}
      </div>
      <div className={classes.menu}>{menu}</div>
    </li>
  )
}

function Marks({ sample: { status, registeredAt } }: { readonly sample: SampleCard }) {
  const problem = words.statuses[status]
  return (
    <>
      {problem !== '' && (
        <Badge size="sm" color="red" variant="light" tt="none">
          {problem}
        </Badge>
      )}
      {!registeredAt.finalized && (
        <Badge size="sm" color="gray" variant="light" tt="none">
          {words.notFinal}
        </Badge>
      )}
    </>
  )
}

function factsOf({ kind, bpm, key, durationMs }: SampleCard): string {
  return [sampleForm.kinds[kind], bpm !== null && `${bpm} BPM`, key?.name, formatDuration(durationMs)]
    .filter(Boolean)
    .join(' · ')
}
