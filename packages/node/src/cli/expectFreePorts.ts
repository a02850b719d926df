import { once } from 'node:events'
import { createServer } from 'node:net'
import { CliError } from './CliError.ts'

export interface WantedPort {
  readonly host: string
  /** 0 for any, which is always free. */
  readonly port: number
  /** The flag that changes it. */
  readonly flag: string
}

/** Throws CliError `PORT_TAKEN` with the flag to change when somebody listens on one of the ports already. */
export async function expectFreePorts(ports: readonly WantedPort[]): Promise<void> {
  for (const wanted of ports) await expectFree(wanted)
}

async function expectFree({ host, port, flag }: WantedPort): Promise<void> {
  const server = createServer()
  try {
    const listening = once(server, 'listening')
    server.listen(port, host)
    await listening
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return // whoever needs it says more about it
    throw new CliError('PORT_TAKEN', `Port ${port} on ${host} is taken; choose another with ${flag}`)
  } finally {
    server.close()
  }
}
