const PER_PERCENT = 100

/** Basis points as people write shares: `12.5 %`. */
export const describeShare = (basisPoints: number): string => `${basisPoints / PER_PERCENT} %`
