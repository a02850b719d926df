/** `transferKeepAlive` as clients show calls, arguments and fields: `transfer_keep_alive`. */
export const snakeCase = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, (_, before: string, letter: string) => `${before}_${letter.toLowerCase()}`)

/** `totalIssuance` as clients show storage items and constants: `TotalIssuance`. */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
