import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

/** Whether the machine has a Chromium; says what is left out if not. `.ci/run` installs one. */
export function hasChromium(leftOut: string): boolean {
  if (!EXECUTABLE) console.log(`chromium is not installed: ${leftOut}`)
  return EXECUTABLE !== undefined
}

/** The machine's own Chromium, which is Debian's where tests are run by `.ci/run`. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--disable-dev-shm-usage'],
  })
