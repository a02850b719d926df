import { formatEcho, MarketRequestError, type NetworkInfo } from '@echochain/sdk'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconDroplet } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Problem } from '../../elements/Problem.tsx'
import { useNetwork } from '../../network/Network.ts'
import { wallet as walletWords } from '../../text/wallet.ts'
import { Section } from '../../accounts/Section.tsx'
import { inWords } from './inWords.ts'

const words = walletWords.faucet

type FaucetState =
  | { readonly step: 'idle' | 'asking' | 'granted' }
  | { readonly step: 'refused'; readonly error: Error; readonly againAt: number | undefined }

interface FaucetCardProps {
  readonly faucet: NonNullable<NetworkInfo['faucet']>
  readonly address: string
}

/** Play money, where there is some. */
export function FaucetCard({ faucet, address }: FaucetCardProps) {
  const { market } = useNetwork()
  const [state, setState] = useState<FaucetState>({ step: 'idle' })
  const seconds = useSecondsUntil(state.step === 'refused' ? state.againAt : undefined)
  const amount = formatEcho(BigInt(faucet.amount))

  const ask = async () => {
    setState({ step: 'asking' })
    try {
      await market.requestFaucet(address)
      setState({ step: 'granted' })
    } catch (error) {
      const wait = error instanceof MarketRequestError ? error.retryAfterSeconds : undefined
      setState({ step: 'refused', error: error as Error, againAt: wait && Date.now() + wait * 1000 })
    }
  }

  return (
    <Section title={words.title}>
      <Stack gap="sm">
        <Text size="sm">
          {words.body(amount)} {words.every(inWords(faucet.everySeconds, 'once'))}
        </Text>
        <Group>
          <Button
            leftSection={<IconDroplet size={18} aria-hidden />}
            loading={state.step === 'asking'}
            disabled={seconds > 0}
            onClick={() => void ask()}
          >
            {seconds > 0 ? words.wait(inWords(seconds)) : words.get(amount)}
          </Button>
        </Group>
        <div aria-live="polite">
          {state.step === 'granted' && (
            <Alert color="teal" variant="light">
              {words.granted(amount)}
            </Alert>
          )}
          {state.step === 'refused' && <Problem title={words.failed} error={state.error} />}
        </div>
      </Stack>
    </Section>
  )
}

/** Whole seconds until a time, counted down; 0 when it has come or there is none. */
function useSecondsUntil(time: number | undefined): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (time === undefined) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [time])
  return time === undefined ? 0 : Math.max(0, Math.ceil((time - now) / 1000))
}
