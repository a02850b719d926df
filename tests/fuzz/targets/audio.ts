import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AudioAnalyser, AudioError } from '@echochain/market/audio'
import { pageChecksum } from '../../../packages/market/src/audio/decode/oggPages.ts'
import { FuzzFault, type FuzzTarget } from '../FuzzTarget.ts'
import { mutate } from '../mutate.ts'

const FIXTURES = join(import.meta.dirname, '../../../packages/market/src/audio/fixtures')
/** A hang ends the worker; its code is not among those that any file may rightly give. */
const RIGHT_CODES = ['DAMAGED', 'EMPTY', 'TOO_LONG', 'UNSUPPORTED_FORMAT']
const MAX_WALL_MS = 10_000
const MAGIC_BYTES = 12

/** Sound files of every format, changed, in the worker with its limits. */
export const audio: FuzzTarget = {
  name: 'sound files',
  weight: 1,
  guided: false,
  shortInputs: 20,
  open: async () => {
    const analyser = new AudioAnalyser({ limits: { maxWallMs: MAX_WALL_MS } })
    const files = readdirSync(FIXTURES).filter((name) => /\.(wav|aiff|flac|mp3|ogg|opus)$/.test(name))
    const sounds = files.map((name) => readFileSync(join(FIXTURES, name)))
    return {
      corpus: sounds,
      generate: (random) => {
        const sound = random.pick(sounds)
        // By its first bytes a file is known for what it is; without them nothing behind is looked at.
        const kept = random.chance(0.95) ? MAGIC_BYTES : 0
        return Buffer.concat([sound.subarray(0, kept), mutate(sound.subarray(kept), sounds, random)])
      },
      run: async (input) => {
        try {
          const { frames, loudness } = await analyser.analyse({ bytes: withChecksums(input) })
          if (!(frames > 0) || Number.isNaN(loudness)) throw new FuzzFault('An analysis that is none')
          return 'ok'
        } catch (error) {
          if (error instanceof AudioError && RIGHT_CODES.includes(error.code)) return error.code
          throw error
        }
      },
      close: () => analyser.close(),
    }
  },
}

/** Ogg pages get checksums that match, so that changes reach the decoder behind them. */
function withChecksums(input: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(input)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at + 27 < bytes.length && view.getUint32(at) === 0x4f67_6753;) {
    const segments = bytes.subarray(at + 27, at + 27 + bytes[at + 26])
    const length = segments.reduce((sum, size) => sum + size, 27 + segments.length)
    view.setUint32(at + 22, pageChecksum(bytes.subarray(at, at + length)), true)
    at += length
  }
  return bytes
}
