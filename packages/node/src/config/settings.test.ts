import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfigFile } from './loadConfigFile.ts'
import { ALL_SETTINGS, marketSettings, nodeSettings } from './nodeSettings.ts'
import { flagOf, readSettings, tomlKeyOf, validateKeys, variableOf } from './settings.ts'

const nothing = { flags: {}, environment: {}, toml: {} }

describe('settings', () => {
  test('names follow from one name', () => {
    expect([flagOf('rpcAllowOrigins'), variableOf('rpcAllowOrigins'), tomlKeyOf('rpcAllowOrigins')]).toEqual([
      '--rpc-allow-origins',
      'ECHOCHAIN_RPC_ALLOW_ORIGINS',
      'rpc_allow_origins',
    ])
  })

  test('flags come before the environment, that before the file, that before the default', () => {
    const sources = {
      flags: { rpcPort: '1' },
      environment: { ECHOCHAIN_RPC_PORT: '2', ECHOCHAIN_DATA_DIR: 'two' },
      toml: { rpc_port: 3, data_dir: 'three', archive: true },
    }
    const { rpcPort, dataDir, archive, chain } = readSettings(nodeSettings, sources)
    expect({ rpcPort, dataDir, archive, chain }).toEqual({ rpcPort: 1, dataDir: 'two', archive: true, chain: 'dev' })
  })

  test.each([
    [{ flags: { rpcPort: '70000' } }, '--rpc-port is "70000", expected a port number'],
    [{ flags: { rpcPort: '65535' } }, '--rpc-port is "65535", expected a port number from 0 to 65534'],
    [{ environment: { ECHOCHAIN_CHAIN: 'moon' } }, 'ECHOCHAIN_CHAIN is "moon", expected one of dev, test'],
    [{ toml: { archive: 'perhaps' } }, 'archive in the configuration file is "perhaps"'],
  ])('what cannot be used is named with its origin: %o', (sources, message) => {
    expect(() => readSettings(nodeSettings, { ...nothing, ...sources })).toThrow(message)
  })

  test('addresses for pages are checked, and end without a slash', () => {
    const read = (flags: Record<string, string>) => readSettings(marketSettings, { ...nothing, flags })
    expect(read({ publicRpcUrl: 'wss://a.example, ws://b.example/rpc' }).publicRpcUrl).toContain('b.example')
    expect(read({ publicGatewayUrl: 'https://files.example.org/' }).publicGatewayUrl).toBe('https://files.example.org')
    expect(() => read({ publicRpcUrl: 'wss://a.example,https://b.example' })).toThrow('--public-rpc-url')
    expect(() => read({ publicGatewayUrl: 'files.example.org' })).toThrow('--public-gateway-url')
  })

  test('a key of a TOML file that no command has is named; one of another command is passed over', () => {
    expect(() => validateKeys({ rpc_prot: 1 }, ALL_SETTINGS)).toThrow('unknown key "rpc_prot"')
    expect(() => validateKeys({ rpc_port: 1, api_port: 2 }, ALL_SETTINGS)).not.toThrow()
    expect(readSettings(nodeSettings, { ...nothing, toml: { api_port: 2 } }).rpcPort).toBe(9944)
  })

  test('DATABASE_URL works as everywhere', () => {
    const { databaseUrl } = readSettings(marketSettings, { ...nothing, environment: { DATABASE_URL: 'postgres://x' } })
    expect(databaseUrl).toBe('postgres://x')
  })

  test('a TOML file is read; one that is missing or malformed is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'echochain-config-'))
    const path = join(folder, 'node.toml')
    writeFileSync(path, 'rpc_port = 9000\n')
    expect(loadConfigFile(path)).toEqual({ rpc_port: 9000 })
    writeFileSync(path, 'rpc_port = = 1')
    expect(() => loadConfigFile(path)).toThrow(path)
    expect(() => loadConfigFile(join(folder, 'missing.toml'))).toThrow('missing.toml')
    rmSync(folder, { recursive: true })
  })
})
