import { runtimeCall, sampleRegistry } from '@echochain/sdk'
import { Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { Amount } from '../../../elements/Amount.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { mySamples as words } from '../../../text/mySamples.ts'
import { ActionProblem } from '../change/ActionProblem.tsx'
import { useAction } from '../change/useAction.ts'
import { usePaymentHistory } from './usePaymentHistory.ts'

const EarningsChart = lazy(() => import('./EarningsChart.tsx').then(({ EarningsChart: page }) => ({ default: page })))
const CHART_HEIGHT = 160

/** The figures of an account, and how its earnings grew. */
export function EarningsSummary({ address }: { readonly address: string }) {
  const { market } = useNetwork()
  const { data: account } = useQuery({
    queryKey: ['live', 'account', address],
    queryFn: ({ signal }) => market.account(address, { signal }),
  })
  const claimable = BigInt(account?.claimable ?? 0)
  return (
    <Stack component="section" gap="md" aria-label={words.summary}>
      <SimpleGrid cols={{ base: 2, sm: claimable > 0n ? 4 : 3 }} spacing="md">
        <Figure label={words.earned} hint={words.earnedHint}>
          {account && <Amount value={account.earned} />}
        </Figure>
        <Figure label={words.sales}>{account?.sales}</Figure>
        <Figure label={words.samples}>{account?.samples}</Figure>
        {claimable > 0n && (
          <Figure label={words.claimable} hint={words.claimableHint}>
            <Group justify="space-between" gap="xs">
              <Amount value={claimable} />
              <ClaimButton />
            </Group>
          </Figure>
        )}
      </SimpleGrid>
      {account && account.earned !== '0' && <Chart address={address} earned={BigInt(account.earned)} />}
    </Stack>
  )
}

interface FigureProps {
  readonly label: string
  readonly hint?: string
  /** Undefined while it is not known. */
  readonly children: ReactNode
}

const Figure = ({ label, hint, children }: FigureProps) => (
  <Paper withBorder radius="lg" p="md">
    <Text size="sm">{label}</Text>
    <Text component="div" fz="xl" fw={650}>
      {children ?? <Skeleton width={80} height={24} mt={4} />}
    </Text>
    {hint && <Text size="xs">{hint}</Text>}
  </Paper>
)

function ClaimButton() {
  const { run, isRunning, problem } = useAction()
  const claim = () => run({ title: words.claimTitle, call: runtimeCall(sampleRegistry.calls.claim, {}) })
  return (
    <>
      <Button size="compact-sm" loading={isRunning} onClick={() => void claim()}>
        {words.claim}
      </Button>
      <ActionProblem problem={problem} />
    </>
  )
}

function Chart({ address, earned }: { readonly address: string; readonly earned: bigint }) {
  const { data: points } = usePaymentHistory(address, earned)
  if (points && points.length < 2) return null
  return (
    <Paper withBorder radius="lg" p="md">
      <Text size="sm" mb="xs">
        {words.chart}
      </Text>
      <Suspense fallback={<Skeleton height={CHART_HEIGHT} />}>
        {points ? <EarningsChart points={points} height={CHART_HEIGHT} /> : <Skeleton height={CHART_HEIGHT} />}
      </Suspense>
    </Paper>
  )
}
