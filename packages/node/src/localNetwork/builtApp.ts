import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = new URL('../../../../', import.meta.url)
const SCRIPT = fileURLToPath(new URL('scripts/buildApp.ts', ROOT))

/** Where the web app is built to. */
export const BUILT_APP = fileURLToPath(new URL('packages/app/dist', ROOT))

/**
 * Builds the web app unless it was built from these very sources. Returns its folder, or undefined if it could not be
 * built: the reason has been shown then.
 */
export async function buildApp(): Promise<string | undefined> {
  // A process of its own: the builder needs much memory, for a moment.
  const [code] = await once(fork(SCRIPT), 'exit')
  return code === 0 ? BUILT_APP : undefined
}
