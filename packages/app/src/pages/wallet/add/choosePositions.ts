/** Some positions of a list of `length`, in ascending order. `random` is at least 0 and below 1. */
export function choosePositions(length: number, count: number, random: () => number = Math.random): number[] {
  const left = Array.from({ length }, (_, index) => index)
  const chosen = Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0])
  return chosen.sort((a, b) => a - b)
}
