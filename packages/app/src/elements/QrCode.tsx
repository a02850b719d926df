import { useMemo } from 'react'
import { encode } from 'uqr'

interface QrCodeProps {
  readonly value: string
  /** What it is, for those who cannot see it. */
  readonly label: string
  readonly size?: number
}

/** Quiet zone that readers want around the code, in its modules. */
const BORDER = 2

/** A QR code, dark on white in either colour scheme: many readers do not know the other way round. */
export function QrCode({ value, label, size = 160 }: QrCodeProps) {
  const { data, size: modules } = useMemo(() => encode(value, { border: BORDER, ecc: 'M' }), [value])
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${modules} ${modules}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={modules} height={modules} fill="white" />
      <path d={path} fill="black" />
    </svg>
  )
}
