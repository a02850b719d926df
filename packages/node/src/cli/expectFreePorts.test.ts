import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { expectFreePorts } from './expectFreePorts.ts'

test('a taken port is named with its flag; free ones stay free', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const wanted = [
    { host: '127.0.0.1', port: 0, flag: '--rpc-port' },
    { host: '127.0.0.1', port, flag: '--api-port' },
  ]
  await expect(expectFreePorts(wanted)).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: `Port ${port} on 127.0.0.1 is taken; choose another with --api-port`,
  })
  server.close()
  await once(server, 'close')
  await expectFreePorts(wanted)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  server.close()
})

test('what else is wrong with an address is left to whoever listens there', async () => {
  await expectFreePorts([{ host: '203.0.113.1', port: 1, flag: '--api-port' }])
})
