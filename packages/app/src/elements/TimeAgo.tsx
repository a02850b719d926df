import { Text, type TextProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import { elements as elementsWords } from '../text/elements.ts'

const RENEW_MS = 10_000
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]
const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })

interface TimeAgoProps extends TextProps {
  readonly timestampMs: number | null
}

/** How long ago something happened; when exactly is the tooltip. */
export function TimeAgo({ timestampMs, ...props }: TimeAgoProps) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), RENEW_MS)
    return () => clearInterval(timer)
  }, [])
  if (timestampMs === null)
    return (
      <Text span inherit {...props}>
        {elementsWords.unknownTime}
      </Text>
    )
  const date = new Date(timestampMs)
  return (
    <Text span inherit {...props}>
      <time dateTime={date.toISOString()} title={date.toLocaleString()}>
        {describe((timestampMs - now) / 1000)}
      </time>
    </Text>
  )
}

function describe(seconds: number): string {
  const found = UNITS.find(([, length]) => Math.abs(seconds) >= length)
  if (!found || Math.abs(seconds) < 5) return elementsWords.justNow
  return format.format(Math.trunc(seconds / found[1]), found[0])
}
