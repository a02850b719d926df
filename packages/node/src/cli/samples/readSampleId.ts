import { CliError } from '../CliError.ts'

/** The number of a sample as it is typed. */
export function readSampleId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CliError('BAD_OPTION', `"${text}" is no number of a sample`)
  return Number(text)
}
