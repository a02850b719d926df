import { Anchor, AppShell, Burger, Button, Container, Drawer, Group, Stack, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { PlayerBar } from '../player/PlayerBar.tsx'
import { usePlayer } from '../player/Player.ts'
import { text } from '../text/text.ts'
import { WalletButton } from '../wallet/WalletButton.tsx'
import { ColorSchemeButton } from './ColorSchemeButton.tsx'
import { HeadIndicator } from './HeadIndicator.tsx'
import { Logo } from './Logo.tsx'
import classes from './Shell.module.css'

const PAGES = [
  { to: '/', label: text.shell.browse },
  { to: '/publish', label: text.shell.publish },
  { to: '/my-samples', label: text.shell.mySamples },
  { to: '/licences', label: text.shell.licences },
  { to: '/network', label: text.shell.network },
] as const

/** What is around every page: the way to the others, the wallet, the head of the chain, the player. */
export function Shell() {
  const [menuOpen, { open, close }] = useDisclosure()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const { current } = usePlayer()
  useEffect(close, [path, close])
  return (
    <AppShell header={{ height: 56 }} footer={{ height: 64, collapsed: !current }} padding="md">
      <AppShell.Header>
        <VisuallyHidden>
          <Anchor href="#content">{text.shell.skipToContent}</Anchor>
        </VisuallyHidden>
        <Container size="xl" h="100%">
          <Group h="100%" gap="md" wrap="nowrap">
            <Burger hiddenFrom="md" size="sm" opened={menuOpen} onClick={open} aria-label={text.shell.menu} />
            <Logo />
            <Group component="nav" gap={4} visibleFrom="md" wrap="nowrap" aria-label={text.shell.menu}>
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
      <Drawer
        opened={menuOpen}
        onClose={close}
        size={260}
        title={<Logo />}
        closeButtonProps={{ 'aria-label': text.shell.closeMenu }}
      >
        <Stack component="nav" gap={4} aria-label={text.shell.menu}>
          <PageLinks />
        </Stack>
      </Drawer>
      <AppShell.Main id="content">
        <Container size="xl" px={0}>
          <Outlet />
        </Container>
      </AppShell.Main>
      <AppShell.Footer>
        <PlayerBar />
      </AppShell.Footer>
    </AppShell>
  )
}

function PageLinks() {
  return PAGES.map(({ to, label }) => (
    <Button
      key={to}
      component={Link}
      to={to}
      className={classes.link}
      variant="subtle"
      color="gray"
      justify="flex-start"
      activeOptions={{ exact: to === '/', includeSearch: false }}
    >
      {label}
    </Button>
  ))
}
