import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const pathOf = (script: string): string => fileURLToPath(new URL(script, import.meta.url))

/** Starts a script of this folder with the running Node. Its standard error is that of the test. */
export const startScript = (script: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [pathOf(script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })

const NO_MOUNT = 77

/**
 * Output of a script that finds `directory` to be a disk of its own with `mebibytes` of room (Linux, user namespaces);
 * undefined where a process cannot have that.
 */
export async function runOnSmallDisk(
  mebibytes: number,
  directory: string,
  script: string,
): Promise<string | undefined> {
  const command = `mount -t tmpfs -o size="$1"m tmpfs "$2" || exit ${NO_MOUNT}; exec "$3" "$4" "$2"`
  const args = [String(mebibytes), directory, process.execPath, pathOf(script)]
  const child = spawn('unshare', ['-rm', 'sh', '-c', command, 'sh', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (piece) => (complaints += piece))
  const ended = once(child, 'close').catch((error: Error) => [NO_MOUNT, error.message])
  const output = await outputOf(child)
  const [code] = await ended
  if (code === 0) return output
  if (code === NO_MOUNT || complaints.startsWith('unshare:')) return undefined
  throw new Error(`The script ended with ${code}: ${complaints}`)
}

export async function outputOf(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const piece of child.stdout ?? []) text += piece
  return text
}
