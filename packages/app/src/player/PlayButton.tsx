import { ActionIcon, type ActionIconProps, Loader } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { player as playerWords } from '../text/player.ts'
import { type Playable, usePlayer } from './Player.ts'

interface PlayButtonProps extends ActionIconProps {
  readonly sample: Playable
  /** The list the sample stands in; as it is if not given. */
  readonly queue?: readonly Playable[]
}

/** Plays a sample, or pauses it. The pointer on it is enough to have the sample fetched. */
export function PlayButton({ sample, queue, size = 36, variant = 'subtle', ...props }: PlayButtonProps) {
  const { current, state, play, toggle, prefetch } = usePlayer()
  const isCurrent = current?.id === sample.id
  const playing = isCurrent && state === 'playing'
  const Icon = playing ? IconPlayerPauseFilled : IconPlayerPlayFilled
  return (
    <ActionIcon
      size={size}
      radius="xl"
      variant={variant}
      {...props}
      aria-label={(playing ? playerWords.pauseSample : playerWords.playSample)(sample.title)}
      onClick={() => (isCurrent ? toggle() : play(sample, queue))}
      onPointerEnter={() => prefetch(sample)}
      onFocus={() => prefetch(sample)}
    >
      {isCurrent && state === 'loading' ? <Loader size="1em" color="currentColor" /> : <Icon size="45%" aria-hidden />}
    </ActionIcon>
  )
}
