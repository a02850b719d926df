import { ActionIcon, Group, Slider } from '@mantine/core'
import { IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useRef } from 'react'
import { player as playerWords } from '../text/player.ts'
import { usePlayer } from './Player.ts'

const words = playerWords
const STEP = 0.05
const AUDIBLE = 0.5

export function VolumeControl() {
  const { volume, setVolume } = usePlayer()
  const before = useRef(volume || AUDIBLE)
  const mute = () => {
    if (volume > 0) before.current = volume
    setVolume(volume > 0 ? 0 : before.current)
  }
  const label = volume > 0 ? words.mute : words.unmute
  return (
    <Group gap={4} wrap="nowrap" visibleFrom="md">
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} title={label} onClick={mute}>
        {volume > 0 ? <IconVolume size={18} /> : <IconVolumeOff size={18} />}
      </ActionIcon>
      <Slider
        w={88}
        size="sm"
        color="gray"
        min={0}
        max={1}
        step={STEP}
        value={volume}
        onChange={setVolume}
        label={(value) => `${Math.round(value * 100)} %`}
        thumbLabel={words.volume}
      />
    </Group>
  )
}
