const KEY = 'echochain.volume'
const DEFAULT = 0.8

export function readVolume(): number {
  const volume = Number.parseFloat(localStorage.getItem(KEY) ?? '')
  return volume >= 0 && volume <= 1 ? volume : DEFAULT
}

export const writeVolume = (volume: number): void => localStorage.setItem(KEY, String(volume))
