import { Paper } from '@mantine/core'
import type { ReactNode } from 'react'
import { Fact, FactList } from '../../elements/FactList.tsx'

interface FactsProps {
  /** Left out where the value is `undefined`. */
  readonly facts: readonly (readonly [label: string, value: ReactNode])[]
}

/** What is known of something, label by label. */
export function Facts({ facts }: FactsProps) {
  return (
    <Paper withBorder p="md">
      <FactList>
        {facts.map(
          ([label, value]) =>
            value !== undefined && (
              <Fact key={label} label={label}>
                {value}
              </Fact>
            ),
        )}
      </FactList>
    </Paper>
  )
}
