import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core'
import {
  IconKeyboard,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
  IconRefresh,
  IconRepeat,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import { useNetwork } from '../network/Network.ts'
import { player as playerWords } from '../text/player.ts'
import { PlayButton } from './PlayButton.tsx'
import { type Playable, usePlayer } from './Player.ts'
import classes from './PlayerControls.module.css'
import { peaksQuery } from './peaksQuery.ts'
import { PlayedTime } from './PlayedTime.tsx'
import { PositionSlider } from './PositionSlider.tsx'
import { VolumeControl } from './VolumeControl.tsx'
import { Waveform } from './Waveform.tsx'

const words = playerWords

interface PlayerControlsProps {
  readonly sample: Playable
  readonly onHelp: () => void
}

/** What is heard, where it stands, and what can be done about it. */
export function PlayerControls({ sample, onHelp }: PlayerControlsProps) {
  const player = usePlayer()
  return (
    <section className={classes.bar} aria-label={words.region}>
      <Group gap={4} wrap="nowrap">
        <Control label={words.previous} onClick={() => player.previous()} visibleFrom="sm">
          <IconPlayerSkipBackFilled size={16} />
        </Control>
        <PlayButton sample={sample} variant="filled" size={40} />
        <Control label={words.next} onClick={() => player.next()}>
          <IconPlayerSkipForwardFilled size={16} />
        </Control>
      </Group>
      <Anchor
        component={Link}
        to={`/samples/${sample.id}`}
        className={classes.title}
        c="inherit"
        fw={600}
        size="sm"
        truncate
        title={sample.title}
      >
        {sample.title}
      </Anchor>
      {player.state === 'failed' ? <Failure /> : <Position sample={sample} />}
      <Group gap={4} wrap="nowrap" className={classes.settings}>
        <Control
          label={words.loop}
          pressed={player.looping}
          onClick={() => player.setLooping(!player.looping)}
          visibleFrom="sm"
        >
          <IconRepeat size={18} />
        </Control>
        <VolumeControl />
        <Control label={words.keys} onClick={onHelp} visibleFrom="md">
          <IconKeyboard size={18} />
        </Control>
        <Control label={words.close} onClick={player.stop}>
          <IconX size={18} />
        </Control>
      </Group>
    </section>
  )
}

function Position({ sample }: { readonly sample: Playable }) {
  const { market } = useNetwork()
  const { seek } = usePlayer()
  const { data: peaks } = useQuery(peaksQuery(market, sample.id))
  const durationMs = peaks?.durationMs ?? sample.durationMs
  return (
    <>
      <div className={classes.position}>
        <PositionSlider durationMs={durationMs} current onSeek={seek}>
          <Waveform peaks={peaks?.values} current onSeek={seek} />
        </PositionSlider>
      </div>
      <PlayedTime durationMs={durationMs} />
    </>
  )
}

function Failure() {
  const { problem, toggle } = usePlayer()
  return (
    <Group className={classes.failure} gap="xs" wrap="nowrap">
      <Text size="xs" lineClamp={3} title={words.problems[problem ?? 'unreadable']}>
        {words.problems[problem ?? 'unreadable']}
      </Text>
      <Control label={words.tryAgain} onClick={toggle}>
        <IconRefresh size={18} />
      </Control>
    </Group>
  )
}

interface ControlProps {
  readonly label: string
  readonly pressed?: boolean
  readonly visibleFrom?: 'sm' | 'md'
  readonly onClick: () => void
  readonly children: ReactNode
}

function Control({ label, pressed, children, ...props }: ControlProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={pressed ? 'light' : 'subtle'}
        color={pressed ? undefined : 'gray'}
        size={36}
        aria-label={label}
        aria-pressed={pressed}
        onMouseDown={keepFocus}
        {...props}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

/** Else the space bar, after a click on loop, would press loop again instead of pausing. */
const keepFocus = (event: MouseEvent): void => event.preventDefault()
