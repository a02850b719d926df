import { Anchor, AppShell, Burger, Container, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { loadPatiently } from '../network/loadPatiently.ts'
import { PlayerBar } from '../player/PlayerBar.tsx'
import { usePlayer } from '../player/Player.ts'
import { shell as shellWords } from '../text/shell.ts'
import { WalletButton } from '../wallet/WalletButton.tsx'
import { ColorSchemeButton } from './ColorSchemeButton.tsx'
import { HeadIndicator } from './HeadIndicator.tsx'
import { HeadNotice } from './HeadNotice.tsx'
import { Logo } from './Logo.tsx'
import { PageLinks } from './PageLinks.tsx'
import classes from './Shell.module.css'

const PageMenu = lazy(() =>
  loadPatiently(() => import('./PageMenu.tsx')).then((module) => ({ default: module.PageMenu })),
)

/** Lists have use for the room of a very wide screen; what is read there has a width of its own. */
const CONTENT_WIDTH = 'calc(max(82.5rem, 70vw))'
/** The same with its padding inside. */
const HEADER_WIDTH = `calc(${CONTENT_WIDTH} + 2 * var(--mantine-spacing-md))`

/** What is around every page: the way to the others, the wallet, the head of the chain, the player. */
export function Shell() {
  const [menuOpen, { open, close }] = useDisclosure()
  const [menuWanted, setMenuWanted] = useState(false)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const { current } = usePlayer()
  useEffect(close, [path, close])
  const openMenu = () => {
    setMenuWanted(true)
    open()
  }
  return (
    <AppShell header={{ height: 56 }} footer={{ height: 64, collapsed: !current }} padding="md">
      <AppShell.Header>
        <Anchor href="#content" className={classes.skip}>
          {shellWords.skipToContent}
        </Anchor>
        <Container size={HEADER_WIDTH} h="100%">
          <Group h="100%" gap="md" wrap="nowrap">
            <Burger hiddenFrom="md" size="sm" opened={menuOpen} onClick={openMenu} aria-label={shellWords.menu} />
            <Logo />
            <Group component="nav" gap={4} visibleFrom="md" wrap="nowrap" aria-label={shellWords.menu}>
              <PageLinks />
            </Group>
            <Group gap="xs" ml="auto" wrap="nowrap">
              <HeadIndicator />
              <ColorSchemeButton />
              <WalletButton />
            </Group>
          </Group>
        </Container>
      </AppShell.Header>
      {menuWanted && (
        <Suspense>
          <PageMenu opened={menuOpen} close={close} />
        </Suspense>
      )}
      <AppShell.Main id="content" tabIndex={-1} className={classes.content}>
        <HeadNotice />
        <Container size={CONTENT_WIDTH} px={0}>
          <Outlet />
        </Container>
      </AppShell.Main>
      <AppShell.Footer>
        <PlayerBar />
      </AppShell.Footer>
    </AppShell>
  )
}
