import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface ForkOptions<Message> {
  /** Variables besides those of this process: what must not be seen in the list of processes. */
  readonly environment?: Readonly<Record<string, string>>
  readonly onMessage: (message: Message) => void
  /** Told once, after every message: the signal, the exit code, or why there is no process (EAGAIN, ENOMEM). */
  readonly onEnd: (reason: string) => void
}

/**
 * Runs a script as a process in a group of its own: Ctrl-C reaches the parent alone, which stops it in order. Undefined
 * when it could not be started.
 */
export function forkProcess<Message>(
  script: URL,
  args: readonly string[],
  { environment, onMessage, onEnd }: ForkOptions<Message>,
): ChildProcess | undefined {
  try {
    const child = fork(fileURLToPath(script), args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
      env: { ...process.env, ...environment },
    })
    let failure: string | undefined
    child.on('message', (message) => onMessage(message as Message))
    child.on('error', ({ message }) => (failure ??= message))
    child.on('close', (code, signal) => onEnd(failure ?? signal ?? `exit code ${code}`))
    return child
  } catch (error) {
    // Some reasons are thrown, the others come as an event.
    onEnd((error as Error).message)
    return undefined
  }
}
