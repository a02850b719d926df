import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { text } from '../text/text.ts'

export function WalletButton() {
  return (
    <Button component={Link} to="/wallet" size="sm">
      {text.shell.signIn}
    </Button>
  )
}
