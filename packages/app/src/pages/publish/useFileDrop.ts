import { useEffect, useEffectEvent, useState } from 'react'

/** Calls back with files that are dropped anywhere on the page. Whether files are being dragged over it. */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  const take = useEffectEvent(onFiles)

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    let depth = 0 // every element that is entered is also left
    const enter = (change: number) => (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth += change
      setIsOver(depth > 0)
    }
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth = 0
      setIsOver(false)
      take([...(event.dataTransfer?.files ?? [])])
    }
    document.addEventListener('dragenter', enter(1), { signal })
    document.addEventListener('dragleave', enter(-1), { signal })
    document.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault(), { signal })
    document.addEventListener('drop', drop, { signal })
    return () => listening.abort()
  }, [])

  return isOver
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false
