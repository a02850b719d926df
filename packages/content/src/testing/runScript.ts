import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const pathOf = (script: string): string => fileURLToPath(new URL(script, import.meta.url))

/** Starts a script of this folder with the running Node. Its standard error is that of the test. */
export const startScript = (script: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [pathOf(script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })

/** Starts a script that finds `directory` to be a disk of its own with `mebibytes` of room (Linux, user namespaces). */
export const startOnSmallDisk = (mebibytes: number, directory: string, script: string): ChildProcess => {
  const command = 'mount -t tmpfs -o size="$1"m tmpfs "$2" && exec "$3" "$4" "$2"'
  const args = [String(mebibytes), directory, process.execPath, pathOf(script)]
  return spawn('unshare', ['-rm', 'sh', '-c', command, 'sh', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

export async function outputOf(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const piece of child.stdout ?? []) text += piece
  return text
}
