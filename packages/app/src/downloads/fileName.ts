/** What no file system takes, or what a name should not begin with. */
const UNSAFE = /[\p{Cc}"*/:<>?\\|]+/gu
const LONGEST = 100

/** The name under which a sample is saved: its title as far as file systems allow, and its format. */
export function fileName(title: string, format: string): string {
  const base = title
    .replace(UNSAFE, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST)
    .replace(/^[. ]+|[. ]+$/g, '')
  const ending = format.toLowerCase().replace(/[^a-z0-9]/g, '')
  return `${base || 'sample'}${ending && `.${ending}`}`
}
