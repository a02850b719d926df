import { fork } from 'node:child_process'
import type { DatabaseReport, Part } from './checkDatabases.ts'

/** What the process that checks has to say. */
export type CheckMessage =
  | { readonly reading: Part }
  | { readonly report: DatabaseReport }
  | { readonly failure: { readonly code?: string; readonly message: string; readonly stack?: string } }

const SCRIPT = new URL('./checkProcess.ts', import.meta.url)

/** An error of the other process, as it was there. */
class CheckError extends Error {
  readonly code: string | undefined
  constructor({ code, message, stack }: { code?: string; message: string; stack?: string }) {
    super(message)
    this.code = code
    if (stack !== undefined) this.stack = stack
  }
}

/**
 * What `checkDatabases` finds, looked for in a process of its own: a page that sends LMDB out of its file ends the process
 * that reads it, by SIGBUS or SIGSEGV, and this is a finding too. `script` is another one in tests.
 * @throws what `checkDatabases` throws, by code
 */
export async function checkInProcess(folder: string, script: URL = SCRIPT): Promise<DatabaseReport> {
  const child = fork(script, [folder], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const { promise: ended, resolve } = Promise.withResolvers<number | NodeJS.Signals | null>()
  let reading: Part = 'state'
  let report: DatabaseReport | undefined
  let failure: CheckError | undefined
  child.on('message', (message: CheckMessage) => {
    if ('reading' in message) reading = message.reading
    else if ('report' in message) report = message.report
    else failure = new CheckError(message.failure)
  })
  child.on('error', (error) => (failure ??= new CheckError({ message: error.message, stack: error.stack })))
  child.on('close', (code, signal) => resolve(signal ?? code))
  const end = await ended
  if (failure) throw failure
  return report ?? { stateBlock: undefined, finalizedBlock: undefined, damage: [endedBy(reading, end)] }
}

const endedBy = (part: Part, end: number | NodeJS.Signals | null): DatabaseReport['damage'][number] => ({
  part,
  code: 'DAMAGED',
  message: `Reading the database ended the process that did it (${end}): a page of its file is damaged`,
})
