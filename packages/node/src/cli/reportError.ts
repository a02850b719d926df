import { styleText } from 'node:util'
import { StoppedError } from './untilStopped.ts'

/** What shells expect of a program that Ctrl-C has ended. */
const STOPPED_EXIT_CODE = 130

/** Prints an error for people, or with `json` for programs, and returns the exit code. */
export function reportError(error: unknown, json: boolean): number {
  if (error instanceof StoppedError) {
    process.stderr.write('Stopped.\n')
    return STOPPED_EXIT_CODE
  }
  const { message, code, stack } = error as Error & { code?: string }
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: code ?? 'INTERNAL', message } })}\n`)
  else process.stderr.write(`${styleText('red', 'Error:', { stream: process.stderr })} ${message}\n`)
  // An error without a code is a fault of ours: show where.
  if (code === undefined && !json) process.stderr.write(`${stack}\n`)
  return 1
}
