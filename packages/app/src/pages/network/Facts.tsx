import { Paper } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import classes from './Facts.module.css'

interface FactsProps {
  /** Left out where the value is `undefined`. */
  readonly facts: readonly (readonly [label: string, value: ReactNode])[]
}

/** What is known of something, label by label. */
export function Facts({ facts }: FactsProps) {
  return (
    <Paper withBorder p="md">
      <dl className={classes.facts}>
        {facts.map(
          ([label, value]) =>
            value !== undefined && (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </Fragment>
            ),
        )}
      </dl>
    </Paper>
  )
}
