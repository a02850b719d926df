import { strike } from './envelopes.ts'
import { Oscillator } from './oscillators.ts'
import { Random } from './Random.ts'
import { renderSound, type Sound } from './Sound.ts'
import { StateVariableFilter } from './StateVariableFilter.ts'

export interface KickOptions {
  /** Where the pitch of the drum comes to rest, Hz. */
  readonly pitch: number
  readonly decay: number
  /** How hard it is driven: 1 clean, 4 rough. */
  readonly drive: number
  readonly seconds?: number
}

/** A sine that falls three octaves within some 30 ms, a click of the beater, and a little saturation. */
export function kick({ pitch, decay, drive, seconds = Math.min(1.2, decay * 5) }: KickOptions): Sound {
  const body = new Oscillator()
  const click = new StateVariableFilter()
  const random = new Random(11)
  return renderSound(seconds, (time) => {
    const frequency = pitch * (1 + 5.5 * Math.exp(-time / 0.014) + 0.9 * Math.exp(-time / 0.06))
    const tone = body.sine(frequency) * strike(time, decay, 0.0008)
    const beater = click.process(random.bipolar(), 3200, 0.9).band * strike(time, 0.0035, 0.0003)
    const fadeOut = Math.min(1, (seconds - time) / 0.02)
    return (Math.tanh(drive * tone) / Math.tanh(drive) + 0.35 * beater) * fadeOut
  })
}

export interface SnareOptions {
  readonly pitch: number
  /** Seconds by which the rattle of the wires falls to a third. */
  readonly rattle: number
  /** Cutoff below which the wires do not sound, Hz. */
  readonly brightness: number
  readonly seed: number
}

/** Two modes of the head, and the wires: noise of which left and right differ. */
export function snare({ pitch, rattle, brightness, seed }: SnareOptions): Sound {
  const seconds = Math.max(0.25, rattle * 6)
  const modes = [new Oscillator(), new Oscillator()]
  const wires = [new StateVariableFilter(), new StateVariableFilter()]
  const random = new Random(seed)
  return renderSound(seconds, (time) => {
    const bend = 1 + 0.35 * Math.exp(-time / 0.012)
    const head =
      0.75 * modes[0].sine(pitch * bend) * strike(time, 0.075) +
      0.4 * modes[1].sine(1.78 * pitch * bend) * strike(time, 0.045)
    const shared = random.bipolar()
    const envelope = 0.8 * strike(time, rattle, 0.0006) + 0.35 * strike(time, 0.012, 0.0003)
    const fadeOut = Math.min(1, (seconds - time) / 0.02)
    const side = (filter: StateVariableFilter): number => {
      const noise = filter.process(0.75 * shared + 0.45 * random.bipolar(), brightness, 0.8)
      return Math.tanh(1.4 * (head + envelope * (0.7 * noise.high + 0.5 * noise.band))) * fadeOut
    }
    return [side(wires[0]), side(wires[1])]
  })
}

/** Ratios of the six square waves in the cymbal of a well-known drum machine. */
const CYMBAL_RATIOS = [2, 3, 4.16, 5.43, 6.79, 8.21]

export interface HatOptions {
  /** Seconds by which it falls to a third: 0.03 closed, 0.25 open. */
  readonly decay: number
  readonly tone?: number
  readonly seed: number
}

export function hat({ decay, tone = 1, seed }: HatOptions): Sound {
  const seconds = Math.max(0.08, decay * 6)
  const random = new Random(seed)
  const partials = CYMBAL_RATIOS.map(() => new Oscillator(random.next()))
  const filters = [new StateVariableFilter(), new StateVariableFilter()]
  return renderSound(seconds, (time) => {
    const metal = partials.reduce((sum, partial, i) => sum + partial.pulse(205 * tone * CYMBAL_RATIOS[i]), 0) / 6
    const envelope =
      (0.75 * strike(time, decay, 0.0004) + 0.25 * strike(time, decay * 0.25, 0.0003)) *
      Math.min(1, (seconds - time) / 0.01)
    const side = (filter: StateVariableFilter): number =>
      filter.process(0.6 * metal + 0.5 * random.bipolar(), 7600 * tone, 1.1).high * envelope
    return [side(filters[0]), side(filters[1])]
  })
}

/** Three hands slightly apart, then the room. */
export function clap(seed: number): Sound {
  const random = new Random(seed)
  const filters = [new StateVariableFilter(), new StateVariableFilter()]
  const hands = [0, 0.011, 0.023]
  return renderSound(0.42, (time) => {
    const bursts = hands.reduce((sum, start) => sum + (time < start ? 0 : strike(time - start, 0.006, 0.0004)), 0)
    const room = time < 0.023 ? 0 : 0.75 * strike(time - 0.023, 0.075, 0.0005)
    const envelope = (bursts + room) * Math.min(1, (0.42 - time) / 0.03)
    const side = (filter: StateVariableFilter): number => {
      const noise = filter.process(random.bipolar(), 1250, 1.6)
      return 1.1 * (noise.band + 0.25 * noise.high) * envelope
    }
    return [side(filters[0]), side(filters[1])]
  })
}

/** A stick on the rim. */
export function rim(): Sound {
  const [wood, ring] = [new Oscillator(), new Oscillator()]
  return renderSound(0.09, (time) => {
    const tone =
      0.6 * wood.sine(1710) * strike(time, 0.009, 0.0004) + 0.5 * ring.sine(468) * strike(time, 0.013, 0.0004)
    return Math.tanh(2 * tone) * Math.min(1, (0.09 - time) / 0.01)
  })
}

/** Beads in a tube: softer and slower than a hat. */
export function shaker(seed: number): Sound {
  const random = new Random(seed)
  const filter = new StateVariableFilter()
  return renderSound(0.11, (time) => {
    const envelope = Math.min(1, time / 0.022) ** 2 * strike(time, 0.028, 0.02) * Math.min(1, (0.11 - time) / 0.01)
    return 0.9 * filter.process(random.bipolar(), 6200, 1.3).band * envelope
  })
}
