/** A setting that cannot be used: where it came from, what was expected. */
export class ConfigError extends Error {
  readonly code = 'BAD_CONFIG'
}
