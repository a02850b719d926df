// Builds the web application into packages/app/dist, unless what is there was built from the same sources.
// Run by "npm install" and by "npm start". Usage: npm run app:build [-- --force]
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compressFiles } from './app/compressFiles.ts'
import { hashSources } from './app/hashSources.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '..')
const APP = join(ROOT, 'packages/app')
const DIST = join(APP, 'dist')
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')
/** In the built folder: what it was built from. Servers leave files out whose names begin with a dot. */
const MARK = '.sources'

const isCurrent = async (sources: string): Promise<boolean> =>
  existsSync(join(DIST, 'index.html')) && (await readFile(join(DIST, MARK), 'utf8').catch(() => '')) === sources

/** Builds beside the present folder and puts it in its place as a whole: whoever serves it meets no half of it. */
async function build(sources: string): Promise<void> {
  const draft = await mkdtemp(join(APP, 'dist-'))
  await chmod(draft, 0o755) // it is for its owner alone otherwise
  try {
    const args = [VITE, 'build', APP, '--outDir', draft, '--emptyOutDir', '--logLevel', 'error']
    await run(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' } }) // tests and shells set others
    await compressFiles(draft)
    await writeFile(join(draft, MARK), sources)
    await putInPlace(draft, sources)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function putInPlace(draft: string, sources: string): Promise<void> {
  const old = `${draft}-old`
  try {
    await rename(DIST, old).catch(expectCode('ENOENT'))
    await rename(draft, DIST)
  } catch (error) {
    // Somebody else who built was faster.
    expectCode('ENOTEMPTY', 'EEXIST')(error)
    if (!(await isCurrent(sources))) throw error
  } finally {
    await rm(old, { recursive: true, force: true })
  }
}

const expectCode =
  (...codes: readonly string[]) =>
  (error: unknown): void => {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }

const sources = hashSources(ROOT)
if (process.argv.includes('--force') || !(await isCurrent(sources))) {
  const begin = performance.now()
  console.log('Building the web app …')
  try {
    await build(sources)
    console.log(`The web app is built (${((performance.now() - begin) / 1000).toFixed(1)} s).`)
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    console.error(`The web app could not be built:\n${stderr || message}`)
    console.error('Everything else works without it. Once the reason is gone, "npm run app:build" builds it.')
    // Without the page there is still everything else: that is no reason for an installation to fail.
    if (process.env.npm_lifecycle_event !== 'postinstall') process.exitCode = 1
  }
}
