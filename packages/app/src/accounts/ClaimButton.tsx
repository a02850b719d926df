import { Button } from '@mantine/core'
import { wallet as walletWords } from '../text/wallet.ts'
import { ActionProblem } from '../transactions/ActionProblem.tsx'
import { useAction } from '../transactions/useAction.ts'

const words = walletWords.balance

/** Claims what the account in use was credited with before it existed. */
export function ClaimButton() {
  const { run, isRunning, problem } = useAction()
  const claim = () =>
    run(async () => {
      const { claimCall } = await import('./claimCall.ts')
      return { title: words.claimTitle, call: claimCall() }
    })
  return (
    <>
      <Button size="compact-sm" loading={isRunning} onClick={() => void claim()}>
        {words.claim}
      </Button>
      <ActionProblem problem={problem} />
    </>
  )
}
