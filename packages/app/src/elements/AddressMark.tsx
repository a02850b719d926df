import { accountIdToBytes, ss58Decode } from '@echochain/codec'
import { useMemo } from 'react'

const CELLS = 5

/** A small picture made of an address, so that a wrong one is noticed. Not a proof: similar marks exist. */
export function AddressMark({ address, size }: { readonly address: string; readonly size: number }) {
  const { hue, bars } = useMemo(() => readMark(address), [address])
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden style={{ flex: 'none' }}>
      <rect width="20" height="20" rx="6" fill={`hsl(${hue} 55% 38%)`} />
      {bars.map((height, index) => (
        <rect
          key={index}
          x={3 + index * 3}
          y={10 - height}
          width="2"
          height={2 * height}
          rx="1"
          fill={`hsl(${(hue + 40) % 360} 90% 82%)`}
        />
      ))}
    </svg>
  )
}

/** The mark is a little waveform: its colour and five heights are bytes of the account. */
function readMark(address: string): { readonly hue: number; readonly bars: readonly number[] } {
  const account = accountIdToBytes(ss58Decode(address).account)
  const bars = Array.from({ length: CELLS }, (_, index) => 1.5 + (account[index + 2] / 255) * 6)
  return { hue: Math.round(((account[0] * 256 + account[1]) / 65_536) * 360), bars }
}
