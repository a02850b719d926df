import { InvalidArgumentError } from 'commander'

/** Reads the number given with an option, for commander. */
export function readNumber(text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number)) return number
  throw new InvalidArgumentError('It must be a number.')
}
