const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** A size as people read it: `74 KB`, `1.2 MB`. Thousands, as file managers and disks count. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit < 2 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`
}
