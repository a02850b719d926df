import { ConfigError } from './ConfigError.ts'

/** How a setting is read from text. `hint` says in words what is allowed. */
export interface SettingKind<T> {
  readonly hint: string
  readonly parse: (text: string) => T | undefined
}

/** A setting: one declaration for the flag, the environment variable, the TOML key, the default and the help text. */
export interface Setting<T> {
  readonly kind: SettingKind<T>
  readonly fallback: T
  readonly help: string
  /** A name other programs use for it in the environment as well. */
  readonly commonVariable?: string
}
export type Settings = Readonly<Record<string, Setting<any>>>
export type SettingValues<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never }

export const setting = <T>(kind: SettingKind<T>, fallback: T, help: string, commonVariable?: string): Setting<T> => ({
  kind,
  fallback,
  help,
  commonVariable,
})

export const textKind: SettingKind<string> = { hint: 'a text', parse: (text) => text }

export const optionalText: SettingKind<string | undefined> = { hint: 'a text', parse: (text) => text }

const portUpTo = (highest: number, use = ''): SettingKind<number> => ({
  hint: `a port number from 0 to ${highest} (0: any free one)${use}`,
  parse: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= highest ? Number(text) : undefined),
})

export const port = portUpTo(65_535)

/** A port that is used together with the next one. */
export const firstOfTwoPorts = portUpTo(65_534, '; the next one is used as well')

export const hours: SettingKind<number> = {
  hint: 'a number of hours from 1 to 8760',
  parse: (text) => (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 8_760 ? Number(text) : undefined),
}

export const flag: SettingKind<boolean> = {
  hint: '"true" or "false"',
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
}

export const oneOf = <const T extends string>(...choices: readonly T[]): SettingKind<T> => ({
  hint: `one of ${choices.join(', ')}`,
  parse: (text) => choices.find((choice) => choice === text),
})

const words = (name: string): string[] => name.split(/(?=[A-Z])/).map((word) => word.toLowerCase())

/** `dataDir` as a flag: `--data-dir`. */
export const flagOf = (name: string): string => `--${words(name).join('-')}`
/** `dataDir` in the environment: `ECHOCHAIN_DATA_DIR`. */
export const variableOf = (name: string): string => `ECHOCHAIN_${words(name).join('_').toUpperCase()}`
/** `dataDir` in a TOML file: `data_dir`. */
export const tomlKeyOf = (name: string): string => words(name).join('_')

export interface SettingSources {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly toml: Readonly<Record<string, unknown>>
}

/** The value of each setting: from its flag, else the environment, else the TOML file, else the default. */
export function readSettings<S extends Settings>(settings: S, sources: SettingSources): SettingValues<S> {
  const values = Object.entries(settings).map(([name, { kind, fallback, commonVariable }]) => {
    const candidates = [
      [flagOf(name), sources.flags[name]],
      [variableOf(name), sources.environment[variableOf(name)]],
      [commonVariable, commonVariable && sources.environment[commonVariable]],
      [`${tomlKeyOf(name)} in the configuration file`, sources.toml[tomlKeyOf(name)]],
    ] as const
    const [origin, given] = candidates.find(([, value]) => value !== undefined) ?? []
    if (given === undefined) return [name, fallback]
    const value = kind.parse(String(given))
    if (value === undefined) throw new ConfigError(`${origin} is "${String(given)}", expected ${kind.hint}`)
    return [name, value]
  })
  return Object.fromEntries(values) as SettingValues<S>
}

/** The entries of a setting with commas in between. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

/** Throws `ConfigError` when a TOML file has a key that no setting has: a typing error would else go unnoticed. */
export function validateKeys(toml: Readonly<Record<string, unknown>>, settings: Settings): void {
  const known = Object.keys(settings).map(tomlKeyOf)
  const unknown = Object.keys(toml).find((key) => !known.includes(key))
  if (unknown)
    throw new ConfigError(`The configuration file has an unknown key "${unknown}". Known are: ${known.join(', ')}`)
}
