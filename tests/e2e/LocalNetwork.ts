import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const LAUNCHER = join(ROOT, 'scripts/launch.mjs')
const CLI = 'packages/node/src/cli/main.ts'

export interface ProcessResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command of the program to its end, as `npm run echochain -- …` does. */
export async function runCli(args: readonly string[], input = ''): Promise<ProcessResult> {
  const child = spawn(process.execPath, [LAUNCHER, CLI, ...args], { cwd: ROOT })
  child.stdin.end(input)
  const output = collect(child)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...output }
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  return output
}

/** Ports that no other test uses at the same time: each process of the test runner has its own hundred. */
const basePort = 20_000 + (Number(process.env.VITEST_POOL_ID ?? 0) % 100) * 100

/** `npm start` on a folder and ports of its own. */
export class LocalNetwork {
  readonly dataDir: string
  readonly nodeUrl: string
  readonly marketUrl: string
  readonly gatewayUrl: string
  readonly #ports: { readonly rpc: number; readonly api: number; readonly gateway: number }
  #child: ChildProcess | undefined
  #output = { stdout: '', stderr: '' }

  private constructor(dataDir: string, offset: number) {
    this.dataDir = dataDir
    this.#ports = { rpc: basePort + offset, api: basePort + offset + 2, gateway: basePort + offset + 3 }
    this.nodeUrl = `ws://127.0.0.1:${this.#ports.rpc}`
    this.marketUrl = `http://127.0.0.1:${this.#ports.api}`
    this.gatewayUrl = `http://127.0.0.1:${this.#ports.gateway}`
  }

  /** `offset`, a multiple of ten, keeps networks of one test file apart. */
  static async create(offset = 0): Promise<LocalNetwork> {
    return new LocalNetwork(await mkdtemp(join(tmpdir(), 'echochain-e2e-')), offset)
  }

  get output(): string {
    return this.#output.stdout + this.#output.stderr
  }

  /** Starts it; resolved when its addresses are shown. */
  async start(extra: readonly string[] = []): Promise<void> {
    const { rpc, api, gateway } = this.#ports
    const ports = ['--rpc-port', String(rpc), '--api-port', String(api), '--gateway-port', String(gateway)]
    const args = [LAUNCHER, CLI, 'start', '--data-dir', this.dataDir, ...ports, ...extra]
    // A group of its own, so that signals reach all of it as from a terminal.
    const child = spawn(process.execPath, args, { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    this.#output = collect(child)
    const ended = new Promise<never>((_resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${this.output}`)))
    })
    ended.catch(() => {})
    await Promise.race([this.until(() => this.output.includes('EchoChain is running')), ended])
  }

  /** Waits for something to become true. The test's own time limit is the only one. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50))
  }

  async rpc<T>(method: string, params: readonly unknown[] = []): Promise<T> {
    const response = await fetch(this.nodeUrl.replace('ws:', 'http:'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    const { result, error } = (await response.json()) as { result: T; error?: { message: string } }
    if (error) throw new Error(error.message)
    return result
  }

  async bestNumber(): Promise<number> {
    return (await this.rpc<{ best: { number: number } }>('echo_status')).best.number
  }

  /** Signals the whole group, as the terminal does for Ctrl-C, and waits for the end. Returns the exit code. */
  async signal(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child!
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    process.kill(-child.pid!, signal)
    const code = await exited
    await this.until(() => !isGroupAlive(child.pid!))
    return code
  }

  /** Kills only the process that was started, with -9, and waits until those it started have ended by themselves. */
  async killLeader(): Promise<void> {
    const { pid } = this.#child!
    process.kill(pid!, 'SIGKILL')
    await this.until(() => !isGroupAlive(pid!))
  }

  async destroy(): Promise<void> {
    if (this.#child && this.#child.exitCode === null && this.#child.signalCode === null)
      await this.signal('SIGKILL').catch(() => {})
    await rm(this.dataDir, { recursive: true, force: true })
  }
}

function isGroupAlive(leader: number): boolean {
  try {
    process.kill(-leader, 0)
    return true
  } catch {
    return false
  }
}
