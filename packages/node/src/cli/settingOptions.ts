import { type Command, Option } from 'commander'
import { loadConfigFile } from '../config/loadConfigFile.ts'
import { ALL_SETTINGS } from '../config/nodeSettings.ts'
import {
  flagOf,
  readSettings,
  type Settings,
  type SettingValues,
  validateKeys,
  variableOf,
} from '../config/settings.ts'

/** Gives a command the flags of its settings, and `--config`. */
export function withSettings(command: Command, settings: Settings): Command {
  for (const [name, { kind, fallback, help, commonVariable }] of Object.entries(settings)) {
    const shown = fallback === undefined || fallback === '' ? '' : ` (default: ${fallback})`
    const variables = [variableOf(name), commonVariable].filter(Boolean).join(' or ')
    const value =
      typeof fallback === 'boolean' ? '[boolean]' : `<${kind.hint.startsWith('one of') ? 'choice' : 'value'}>`
    const choices = kind.hint.startsWith('one of') ? `; ${kind.hint}` : ''
    command.addOption(new Option(`${flagOf(name)} ${value}`, `${help}${choices}${shown} [${variables}]`))
  }
  return command.option('--config <file>', 'TOML file with settings')
}

/** The values of a command's settings, from its flags, the environment, its TOML file and the defaults. */
export function settingsOf<S extends Settings>(command: Command, settings: S): SettingValues<S> {
  const flags = command.opts<Record<string, string | boolean | undefined>>()
  const toml = loadConfigFile(flags.config as string | undefined)
  validateKeys(toml, ALL_SETTINGS)
  return readSettings(settings, { flags, environment: process.env, toml })
}
