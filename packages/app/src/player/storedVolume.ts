const KEY = 'echochain.volume'
const DEFAULT = 0.8

/** The volume that was set last; the usual one where the browser keeps nothing for the page. */
export function readVolume(): number {
  try {
    const volume = Number.parseFloat(localStorage.getItem(KEY) ?? '')
    return volume >= 0 && volume <= 1 ? volume : DEFAULT
  } catch {
    return DEFAULT
  }
}

/** Remembers the volume, unless storage is blocked or full. */
export function writeVolume(volume: number): void {
  try {
    localStorage.setItem(KEY, String(volume))
  } catch {
    // It is as loud as it should be; only the next visit does not know.
  }
}
