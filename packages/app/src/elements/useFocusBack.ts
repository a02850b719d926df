import { useEffect, useState } from 'react'

/** For dialogs that are there only while they are open: when they go, the focus returns to where it was. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) setTimeout(() => before.focus())
    },
    [before],
  )
}
