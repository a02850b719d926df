/** Falls from 1 by 1/e each `tau` seconds, after a rise of `attack` seconds that keeps it from clicking. */
export const strike = (time: number, tau: number, attack = 0.001): number =>
  Math.min(1, time / attack) * Math.exp(-Math.max(0, time - attack) / tau)

export interface Gate {
  readonly attack: number
  /** Seconds from the start until the key is let go. */
  readonly held: number
  readonly release: number
}

/** Rises in a curve like a capacitor's, holds, and fades to exactly 0 at `held + release`. */
export function gate(time: number, { attack, held, release }: Gate): number {
  const rise = time < attack ? Math.sin((Math.PI / 2) * (time / attack)) : 1
  if (time < held) return rise
  const left = Math.max(0, 1 - (time - held) / release)
  return rise * left * left
}
