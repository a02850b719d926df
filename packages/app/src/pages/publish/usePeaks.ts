import { decodePeaks } from '@echochain/sdk'
import { useQuery } from '@tanstack/react-query'
import type { Draft } from './drafts/Draft.ts'
import { Lane } from './drafts/Lane.ts'
import type { PublishDesk } from './drafts/PublishDesk.ts'

/** A decoded minute of stereo takes 20 MB, so larger files wait for the market's waveform. */
const MAX_DECODED_BYTES = 24 * 1024 * 1024
const PAIRS = 800
const SAMPLE_RATE = 22_050
const lane = new Lane(1)

/** The waveform of a draft: the market's, or read from the file before there is one. Null if the browser cannot. */
export function usePeaks(desk: PublishDesk, { id, peaks, file }: Draft): Int8Array | null | undefined {
  const { data } = useQuery({
    queryKey: ['draftPeaks', id, peaks === undefined],
    queryFn: async () => (peaks === undefined ? await readPeaks(desk, id, file.size) : decodePeaks(peaks)),
    staleTime: Infinity,
    structuralSharing: false,
    retry: false,
  })
  return data
}

async function readPeaks(desk: PublishDesk, id: string, size: number): Promise<Int8Array | null> {
  if (size > MAX_DECODED_BYTES) return null
  let peaks: Int8Array | null = null
  await lane.run(async () => {
    try {
      const bytes = await (await desk.file(id))?.arrayBuffer()
      if (bytes) peaks = peaksOf(await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(bytes))
    } catch {
      // A format this browser does not know: the market may.
    }
  })
  return peaks
}

/** Pairs of minimum and maximum over all channels, −127 to 127. */
function peaksOf(sound: AudioBuffer): Int8Array {
  const peaks = new Int8Array(2 * PAIRS)
  for (let channel = 0; channel < sound.numberOfChannels; channel++) {
    const samples = sound.getChannelData(channel)
    for (let pair = 0; pair < PAIRS; pair++) {
      const end = Math.floor(((pair + 1) * samples.length) / PAIRS)
      let [low, high] = [0, 0]
      for (let at = Math.floor((pair * samples.length) / PAIRS); at < end; at++) {
        if (samples[at] < low) low = samples[at]
        else if (samples[at] > high) high = samples[at]
      }
      peaks[2 * pair] = Math.min(peaks[2 * pair], Math.max(-127, Math.round(low * 127)))
      peaks[2 * pair + 1] = Math.max(peaks[2 * pair + 1], Math.min(127, Math.round(high * 127)))
    }
  }
  return peaks
}
