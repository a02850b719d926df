import type { SampleDetail } from '@echochain/sdk'
import { ActionIcon, Button, Center, Group, Text } from '@mantine/core'
import { IconRepeat, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNetwork } from '../../network/Network.ts'
import { peaksQuery } from '../../player/peaksQuery.ts'
import { PlayButton } from '../../player/PlayButton.tsx'
import { usePlayer } from '../../player/Player.ts'
import { PlayedTime } from '../../player/PlayedTime.tsx'
import { sample as sampleWords } from '../../text/sample.ts'
import { LargeWaveform } from './LargeWaveform.tsx'
import classes from './SamplePage.module.css'

const words = sampleWords
const MAX_ZOOM = 8

/** The sample to hear, and to look at closely. */
export function SampleSound({ sample }: { readonly sample: SampleDetail }) {
  const { market } = useNetwork()
  const { current, play, seek, looping, setLooping, prefetch, offer } = usePlayer()
  const { data: peaks, isPending } = useQuery(peaksQuery(market, sample.id))
  const [zoom, setZoom] = useState(1)
  const isCurrent = current?.id === sample.id
  const { id, title, contentCid, durationMs } = sample
  useEffect(() => {
    const playable = { id, title, contentCid, durationMs }
    prefetch(playable)
    if (!current) offer([playable])
  }, [id, title, contentCid, durationMs, prefetch, offer, current])
  const goTo = (share: number) => {
    if (!isCurrent) play(sample)
    seek(share)
  }
  return (
    <section aria-label={words.waveform}>
      <div className={classes.sound}>
        <PlayButton sample={sample} variant="filled" size={64} />
        <div className={classes.waveform}>
          {peaks ? (
            <LargeWaveform peaks={peaks} zoom={zoom} current={isCurrent} onSeek={goTo} />
          ) : (
            <Center h="100%">{!isPending && <Text size="sm">{words.noWaveform}</Text>}</Center>
          )}
        </div>
        <Group className={classes.under} gap="xs" justify="space-between">
          {isCurrent ? <PlayedTime durationMs={peaks?.durationMs ?? durationMs} /> : <span />}
          <Group gap="xs">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              disabled={zoom === 1}
              aria-label={words.zoomOut}
              onClick={() => setZoom(zoom / 2)}
            >
              <IconZoomOut size={18} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              disabled={zoom === MAX_ZOOM}
              aria-label={words.zoomIn}
              onClick={() => setZoom(zoom * 2)}
            >
              <IconZoomIn size={18} />
            </ActionIcon>
            <Button
              variant={looping ? 'light' : 'default'}
              size="xs"
              leftSection={<IconRepeat size={16} aria-hidden />}
              aria-pressed={looping}
              onClick={() => setLooping(!looping)}
            >
              {words.loop}
            </Button>
          </Group>
        </Group>
      </div>
    </section>
  )
}
