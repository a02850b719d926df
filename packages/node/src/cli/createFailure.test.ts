import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { StateError } from '@echochain/state'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EchoNode } from '../EchoNode.ts'
import { MarketProcess } from '../localNetwork/MarketProcess.ts'
import { demoCommand } from './demoCommand.ts'
import { nodeCommand } from './nodeCommand.ts'
import { startCommand } from './startCommand.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'echochain-failure-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(dataDir, { recursive: true })
})

test.each([
  {
    command: startCommand,
    stops: ['market', 'node'],
    flags: ['--app-dir', '', '--api-port', '0', '--gateway-port', '0'],
  },
  { command: nodeCommand, stops: ['node'], flags: [] },
  { command: demoCommand, stops: ['market', 'node'], flags: undefined },
])(
  '$command.name: a disk that is full while things still start ends the command with its error, after stopping in order',
  async ({ command, stops, flags }) => {
    const stopped: string[] = []
    const full = new StateError('WRITE_FAILED', 'The disk is full')
    vi.spyOn(EchoNode, 'start').mockImplementation(async (_settings, { onFatal }) => {
      onFatal(full)
      await setImmediate() // by now a rejection without a handler would have ended the process
      return { rpc: { ports: [9944] }, stop: async () => void stopped.push('node') } as unknown as EchoNode
    })
    vi.spyOn(MarketProcess.prototype, 'start').mockReturnValue(new Promise(() => {}))
    vi.spyOn(MarketProcess.prototype, 'stop').mockImplementation(async () => void stopped.push('market'))
    const args = flags ? ['--data-dir', dataDir, '--rpc-port', '0', '--log-level', 'error', ...flags] : []
    await expect(command().parseAsync(args, { from: 'user' })).rejects.toBe(full)
    expect(stopped).toEqual(stops)
  },
)
