import { VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { loadPatiently } from '../network/loadPatiently.ts'
import { player as playerWords } from '../text/player.ts'
import { usePlayer } from './Player.ts'
import { usePlayerKeys } from './usePlayerKeys.ts'

const PlayerControls = lazy(async () => ({
  default: (await loadPatiently(() => import('./PlayerControls.tsx'))).PlayerControls,
}))
const KeysHelp = lazy(async () => ({ default: (await loadPatiently(() => import('./KeysHelp.tsx'))).KeysHelp }))

/** The bar below every page while something is heard, and the keys of the player. */
export function PlayerBar() {
  const { current, state } = usePlayer()
  const [helpOpen, { open, close }] = useDisclosure()
  usePlayerKeys(open)
  return (
    <>
      <VisuallyHidden aria-live="polite">
        {current && state === 'playing' && playerWords.nowPlaying(current.title)}
        {current && state === 'failed' && playerWords.failed(current.title)}
      </VisuallyHidden>
      <Suspense>
        {current && <PlayerControls sample={current} onHelp={open} />}
        {helpOpen && <KeysHelp onClose={close} />}
      </Suspense>
    </>
  )
}
