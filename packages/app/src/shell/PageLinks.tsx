import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { shell as shellWords } from '../text/shell.ts'
import classes from './PageLinks.module.css'

const PAGES = [
  { to: '/', label: shellWords.browse },
  { to: '/publish', label: shellWords.publish },
  { to: '/my-samples', label: shellWords.mySamples },
  { to: '/licences', label: shellWords.licences },
  { to: '/network', label: shellWords.network },
] as const

/** The way to every page; the one that is shown is marked. */
export function PageLinks() {
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
