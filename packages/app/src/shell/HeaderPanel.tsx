import { Loader, Paper } from '@mantine/core'
import { useClickOutside, useFocusReturn, useFocusTrap } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect } from 'react'
import classes from './HeaderPanel.module.css'

interface HeaderPanelProps {
  readonly opened: boolean
  readonly close: () => void
  readonly width: number
  /** The button it belongs to. */
  readonly target: ReactNode
  /** May be loaded when it is opened. */
  readonly children: ReactNode
}

/** What a button of the header opens below itself. Closed by Escape, by a click elsewhere, and when the page changes. */
export function HeaderPanel({ opened, close, width, target, children }: HeaderPanelProps) {
  const outside = useClickOutside(close, undefined, undefined, opened)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(close, [path, close])
  useFocusReturn({ opened })
  useEffect(() => {
    if (!opened) return undefined
    const onKeyDown = ({ key }: KeyboardEvent): void => void (key === 'Escape' && close())
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [opened, close])
  return (
    <div ref={outside} className={classes.anchor}>
      {target}
      {opened && (
        <Suspense fallback={<Loader size="sm" className={classes.panel} />}>
          <Panel width={width}>{children}</Panel>
        </Suspense>
      )}
    </div>
  )
}

function Panel({ width, children }: { readonly width: number; readonly children: ReactNode }) {
  const trap = useFocusTrap()
  // A list of transactions under way has nothing that can be pressed: then the panel itself takes the focus.
  return (
    <Paper ref={trap} tabIndex={-1} withBorder shadow="md" p="xs" className={classes.panel} style={{ width }}>
      {children}
    </Paper>
  )
}
