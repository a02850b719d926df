import { parseKey } from '../audio/index.ts'
import type { DemoSample, PriceTier } from './DemoSample.ts'
import { boomBapLoop, breakLoop, houseLoop, trapLoop } from './drumLoops.ts'
import { acidLine, funkLine, glassArpeggio, nightPad, subLine, warmPad } from './melodies.ts'
import { clap, hat, kick, snare } from './synth/drums.ts'
import { masterOneShot } from './synth/master.ts'
import type { Sound } from './synth/Sound.ts'
import { encodeWav } from './wavFile.ts'

/** 10¹² units are one ECHO. */
const ECHO = 10n ** 12n

const pricesFrom = (personal: bigint): PriceTier[] => [
  { licence: 'personal', price: personal * ECHO },
  { licence: 'commercial', price: 4n * personal * ECHO },
  { licence: 'exclusive', price: 100n * personal * ECHO },
]

/** `bpm` in whole beats a minute here, `key` by name. */
function loop(
  title: string,
  bpm: number,
  key: string | undefined,
  tags: string[],
  play: (bpm: number) => Sound,
): DemoSample {
  return {
    title,
    fileName: `${slug(title)}-${bpm}bpm.wav`,
    kind: 'Loop',
    bpm: bpm * 1000,
    key: key === undefined ? undefined : parseKey(key),
    tags,
    licence: 'CC0',
    prices: pricesFrom(key === undefined ? 4n : 5n),
    render: () => encodeWav(play(bpm), title),
  }
}

function oneShot(title: string, tags: string[], play: () => Sound): DemoSample {
  return {
    title,
    fileName: `${slug(title)}.wav`,
    kind: 'OneShot',
    tags,
    licence: 'CC0',
    prices: pricesFrom(1n),
    render: () => encodeWav(masterOneShot(play()), title),
  }
}

const slug = (title: string): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** What a new local market has on its shelves. Rendering them all takes a few seconds; each is rendered when asked. */
export const demoSamples = (): DemoSample[] => [
  loop('Harbour House', 124, undefined, ['drums', 'house', 'four-on-the-floor'], houseLoop),
  loop('Dusty Stairs', 90, undefined, ['drums', 'hip-hop', 'boom-bap', 'swing'], boomBapLoop),
  loop('Night Bus Break', 174, undefined, ['drums', 'drum-and-bass', 'breakbeat'], breakLoop),
  loop('Slow Elevator', 140, undefined, ['drums', 'trap', 'half-time'], trapLoop),
  loop('Copper Acid', 126, 'A minor', ['bass', 'acid', 'techno'], acidLine),
  loop('Cellar Sub', 140, 'F minor', ['bass', 'sub', 'trap'], subLine),
  loop('Rubber Walk', 104, 'G major', ['bass', 'funk'], funkLine),
  loop('Glass Stairs', 110, 'Eb major', ['arpeggio', 'bells', 'melodic'], glassArpeggio),
  loop('Amber Light', 120, 'C major', ['pad', 'warm', 'ambient'], warmPad),
  loop('Window Rain', 128, 'F# minor', ['pad', 'dark', 'ambient'], nightPad),
  oneShot('Velvet Kick', ['drums', 'kick'], () => kick({ pitch: 50, decay: 0.2, drive: 2.5 })),
  oneShot('Paper Snare', ['drums', 'snare'], () => snare({ pitch: 190, rattle: 0.085, brightness: 2000, seed: 31 })),
  oneShot('Tin Hat', ['drums', 'hi-hat', 'open'], () => hat({ decay: 0.11, seed: 32 })),
  oneShot('Wide Clap', ['drums', 'clap'], () => clap(33)),
]
