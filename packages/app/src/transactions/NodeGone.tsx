import { Alert } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useNetwork } from '../network/Network.ts'
import { transactions as words } from '../text/transactions.ts'

const ASK_AGAIN_MS = 2_000

/** Says that no node answers, until one does. */
export function NodeGone({ onBack }: { readonly onBack: () => void }) {
  const { chain } = useNetwork()
  const onBackNow = useRef(onBack)
  useEffect(() => void (onBackNow.current = onBack))
  useEffect(() => {
    let isShown = true
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      try {
        await (await chain()).bestBlock()
        if (isShown) onBackNow.current()
      } catch {
        if (isShown) timer = setTimeout(() => void ask(), ASK_AGAIN_MS)
      }
    }
    timer = setTimeout(() => void ask(), ASK_AGAIN_MS)
    return () => {
      isShown = false
      clearTimeout(timer)
    }
  }, [chain])
  return (
    <Alert
      ref={scrollIntoView}
      color="red"
      variant="light"
      title={words.nodeGoneTitle}
      icon={<IconPlugConnectedX aria-hidden />}
      role="alert"
    >
      {words.nodeGone}
    </Alert>
  )
}

/** The dialog may be longer than the screen is high. */
const scrollIntoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })
