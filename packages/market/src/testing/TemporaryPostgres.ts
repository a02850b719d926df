import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import pg from 'pg'

const DEBIAN_ROOT = '/usr/lib/postgresql'
const NOBODY = 65_534
const POLL_MS = 50
const POLLS = 400

/** A PostgreSQL server of its own in a temporary directory, reached by a socket in it. */
export class TemporaryPostgres {
  readonly #directory: string
  readonly #process: ChildProcess
  #databases = 0

  private constructor(directory: string, child: ChildProcess) {
    this.#directory = directory
    this.#process = child
  }

  /** Where the server's programs are; undefined if it is not installed. */
  static programs(): string | undefined {
    const versions = existsSync(DEBIAN_ROOT) ? readdirSync(DEBIAN_ROOT) : []
    const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
    return newest && join(DEBIAN_ROOT, newest, 'bin')
  }

  static async start(programs: string): Promise<TemporaryPostgres> {
    const directory = mkdtempSync(join(tmpdir(), 'market-postgres-'))
    // The server refuses to run as root.
    const asRoot = process.getuid?.() === 0
    const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
    if (asRoot) chownSync(directory, NOBODY, NOBODY)
    const data = join(directory, 'data')
    const quietly = { ...user, cwd: directory, stdio: 'ignore' } as const
    execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'market', '-A', 'trust', '-E', 'UTF8', '-N'], quietly)
    const settings = ['-c', 'listen_addresses=', '-c', 'fsync=off', '-k', directory]
    const server = new TemporaryPostgres(
      directory,
      spawn(join(programs, 'postgres'), ['-D', data, ...settings], quietly),
    )
    await server.#ready()
    return server
  }

  /** The address of a new, empty database. */
  async createDatabase(): Promise<string> {
    const name = `market${++this.#databases}`
    const client = new pg.Client(this.#url('postgres'))
    await client.connect()
    await client.query(`create database ${name}`)
    await client.end()
    return this.#url(name)
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGINT')
    await ended
    rmSync(this.#directory, { recursive: true, force: true })
  }

  #url(database: string): string {
    return `postgresql://market@/${database}?host=${encodeURIComponent(this.#directory)}`
  }

  async #ready(): Promise<void> {
    for (let poll = 0; ; poll++) {
      const client = new pg.Client(this.#url('postgres'))
      try {
        await client.connect()
        return await client.end()
      } catch (error) {
        if (poll === POLLS) throw error
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    }
  }
}
