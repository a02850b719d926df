import { Button } from '@mantine/core'
import { IconWaveSine } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { elements as elementsWords } from '../text/elements.ts'
import { EmptyState } from './EmptyState.tsx'

interface NeedsAccountProps {
  readonly title: string
  readonly body: string
}

/** In place of what is shown of the person's account, while there is none: why, and the way to one. */
export const NeedsAccount = ({ title, body }: NeedsAccountProps) => (
  <EmptyState title={title} body={body} icon={<IconWaveSine size={40} stroke={1.5} aria-hidden />}>
    <Button component={Link} to="/wallet">
      {elementsWords.toWallet}
    </Button>
  </EmptyState>
)
