/** How alike a curve is to itself `lag` later (a fraction of a step is interpolated): 1 the same, 0 unrelated. */
export type Autocorrelation = (lag: number) => number

/** Of a curve that goes on from its end at its start, as a loop does. */
export function circularAutocorrelation(curve: Float64Array): Autocorrelation {
  const centred = centre(curve)
  const energy = centred.reduce((sum, value) => sum + value * value, 0)
  return interpolate((lag) => {
    let sum = 0
    for (let i = 0, later = lag % centred.length; i < centred.length; i++) {
      sum += centred[i] * centred[later]
      if (++later === centred.length) later = 0
    }
    return energy === 0 ? 0 : sum / energy
  })
}

/** Of a curve with a beginning and an end; each lag is normalised by the stretch in which both copies are there. */
export function linearAutocorrelation(curve: Float64Array): Autocorrelation {
  const centred = centre(curve)
  return interpolate((lag) => {
    let [sum, before, after] = [0, 0, 0]
    for (let i = 0; i + lag < centred.length; i++) {
      sum += centred[i] * centred[i + lag]
      before += centred[i] * centred[i]
      after += centred[i + lag] * centred[i + lag]
    }
    return before * after === 0 ? 0 : sum / Math.sqrt(before * after)
  })
}

function centre(curve: Float64Array): Float64Array {
  const mean = curve.reduce((sum, value) => sum + value, 0) / curve.length
  return curve.map((value) => value - mean)
}

/** Each whole lag is computed once: at most as many as the curve has steps. */
function interpolate(atWholeLag: (lag: number) => number): Autocorrelation {
  const known = new Map<number, number>()
  const lookUp = (lag: number): number => {
    const value = known.get(lag) ?? atWholeLag(lag)
    known.set(lag, value)
    return value
  }
  return (lag) => {
    const whole = Math.floor(lag)
    return lookUp(whole) * (1 - (lag - whole)) + lookUp(whole + 1) * (lag - whole)
  }
}
