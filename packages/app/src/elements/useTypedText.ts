import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'

/**
 * What stands in a field while somebody types, told on after a pause. If `value` is changed by somebody else, such as
 * the way back, it takes the place of what was typed.
 */
export function useTypedText(
  value: string,
  onTyped: (text: string) => void,
  pauseMs: number,
): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState(value)
  const told = useRef(value)
  const tell = useDebouncedCallback((text: string) => {
    told.current = text
    onTyped(text)
  }, pauseMs)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setTyped(value)
  }, [value])
  return [
    typed,
    (text) => {
      setTyped(text)
      tell(text)
    },
  ]
}
