import { execFile } from 'node:child_process'
import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../..')
let folder: string

/** A folder with the launcher and nothing installed. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echochain-launcher-'))
  await mkdir(join(folder, 'scripts'))
  await cp(join(ROOT, 'scripts/launch.mjs'), join(folder, 'scripts/launch.mjs'))
  // Makes the Node that runs the launcher look older than it is.
  await writeFile(join(folder, 'old.cjs'), "Object.defineProperty(process.versions, 'node', { value: '20.1.0' })")
})
afterAll(() => rm(folder, { recursive: true }))

const launcher = () => join(folder, 'scripts/launch.mjs')

describe('scripts/launch.mjs', () => {
  test('takes the Node that npm brought along, although the system has an older one', async () => {
    const modules = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin')
    await mkdir(modules, { recursive: true })
    await symlink(process.execPath, join(modules, 'node'))
    const { stdout } = await run(process.execPath, ['-r', join(folder, 'old.cjs'), launcher(), '-p', 'process.version'])
    expect(stdout.trim()).toBe(process.version)
    await rm(join(folder, 'node_modules'), { recursive: true })
  })

  test('without that, takes the system’s if it is new enough', async () => {
    const { stdout } = await run(process.execPath, [launcher(), '-p', '6 * 7'])
    expect(stdout.trim()).toBe('42')
  })

  test('with neither, says what to install', async () => {
    const failure = await run(process.execPath, ['-r', join(folder, 'old.cjs'), launcher(), '-p', '1']).catch(
      (error) => error,
    )
    expect(failure.code).toBe(1)
    expect(failure.stderr).toContain('EchoChain needs Node 24 or newer')
  })

  test('passes on exit codes and variables', async () => {
    const { stdout } = await run(process.execPath, [
      launcher(),
      '--env',
      'ECHO_TEST=yes',
      '-p',
      'process.env.ECHO_TEST',
    ])
    expect(stdout.trim()).toBe('yes')
    const failure = await run(process.execPath, [launcher(), '-e', 'process.exit(7)']).catch((error) => error)
    expect(failure.code).toBe(7)
  })

  test('a crash is told with what to look at', async () => {
    const crash = ['-e', "process.kill(process.pid, 'SIGSEGV'); setTimeout(() => {}, 60_000)"]
    const failure = await run(process.execPath, [launcher(), ...crash]).catch((error) => error)
    expect(failure.signal).toBe('SIGSEGV')
    expect(failure.stderr).toContain('db check')
  })
})

test('no dependency is to run a script when it is installed, and each workspace is pinned in the lock file', async () => {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'))
  const { allowScripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const withScripts = Object.entries<{ hasInstallScript?: boolean }>(lock.packages)
    .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect(allowScripts).toEqual(Object.fromEntries(withScripts.map((name) => [name, false])))
  const resolved = Object.values<{ resolved?: string }>(lock.packages).filter((entry) =>
    entry.resolved?.startsWith('http'),
  )
  expect(resolved, 'addresses of a registry').toEqual([])
})

test.each(['lmdb', 'sodium-native', '@chainsafe/blst'])(
  '%s has its Linux and macOS binaries in the lock file',
  async (name) => {
    const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'))
    const entry = lock.packages[`node_modules/${name}`]
    const optional = Object.keys(entry.optionalDependencies ?? {})
    if (optional.length === 0) return // carries its binaries within itself
    for (const platform of ['linux-x64', 'darwin-arm64'])
      expect(
        optional.filter((dependency) => dependency.includes(platform) && lock.packages[`node_modules/${dependency}`]),
        platform,
      ).not.toEqual([])
  },
)
