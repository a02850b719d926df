import { readDecimal } from '../elements/readDecimal.ts'

export const ALL_BASIS_POINTS = 10_000

/** Basis points (hundredths of a percent) of what was typed, such as 12.5 or 12.5 %; undefined for anything else. */
export function readPercent(text: string): number | undefined {
  const basisPoints = readDecimal(text.replace(/\s*%\s*$/, ''), 2)
  return basisPoints !== undefined && basisPoints <= ALL_BASIS_POINTS ? Number(basisPoints) : undefined
}

/** Basis points as people read them: `12.5 %`. */
export const writePercent = (basisPoints: number): string => `${basisPoints / 100} %`
