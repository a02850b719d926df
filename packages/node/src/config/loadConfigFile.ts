import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { ConfigError } from './ConfigError.ts'

/** The keys of a TOML file. Throws `ConfigError` when it cannot be read or parsed. */
export function loadConfigFile(path: string | undefined): Readonly<Record<string, unknown>> {
  if (path === undefined) return {}
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(`The configuration file ${path} cannot be used: ${(error as Error).message}`)
  }
}
