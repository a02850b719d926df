const PERCENT_TEXT = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/

export const ALL_BASIS_POINTS = 10_000

/** Basis points (hundredths of a percent) of what was typed, such as 12.5 or 12,5 %; undefined for anything else. */
export function readPercent(text: string): number | undefined {
  const match = PERCENT_TEXT.exec(text.trim())
  if (!match) return undefined
  const basisPoints = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return basisPoints <= ALL_BASIS_POINTS ? basisPoints : undefined
}

/** Basis points as people read them: `12.5 %`. */
export const writePercent = (basisPoints: number): string => `${basisPoints / 100} %`
