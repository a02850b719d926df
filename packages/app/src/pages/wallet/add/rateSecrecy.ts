/** Below this a stolen file is opened in days, however slow each guess is made. */
export const LEAST_PASSWORD_LENGTH = 8

export type Strength = 'short' | 'weak' | 'fair' | 'good'

/** Passwords that guessing begins with, and what keyboards suggest. */
const OBVIOUS = /password|passwort|qwert|asdf|letmein|abc123|echochain|(.)\1{3}|0123|1234|2345|3456|4567|5678|6789/i
/** What a character adds where so many kinds are mixed; letters alone are mostly words. */
const BITS_EACH = [3, 4.2, 5, 5.5]
const FAIR_BITS = 45
const GOOD_BITS = 65

/** A rough hint: how many guesses a password stands, by its length and the kinds of its characters. */
export function rateSecrecy(password: string): Strength {
  if (password.length < LEAST_PASSWORD_LENGTH) return 'short'
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
  const distinct = new Set(password).size
  const bitsEach = Math.min(Math.log2(distinct) + 1, BITS_EACH[kinds - 1])
  const bits = bitsEach * password.length * (OBVIOUS.test(password) ? 0.5 : 1)
  if (bits >= GOOD_BITS) return 'good'
  return bits >= FAIR_BITS ? 'fair' : 'weak'
}
