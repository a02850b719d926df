import { Grid, Group, Paper, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { accountQuery } from '../../../accounts/accountQuery.ts'
import { ClaimButton } from '../../../accounts/ClaimButton.tsx'
import { Amount } from '../../../elements/Amount.tsx'
import { loadPatiently } from '../../../network/loadPatiently.ts'
import { useNetwork } from '../../../network/Network.ts'
import { mySamples as words } from '../../../text/mySamples.ts'
import { usePaymentHistory } from './usePaymentHistory.ts'

const EarningsChart = lazy(() =>
  loadPatiently(() => import('./EarningsChart.tsx')).then(({ EarningsChart: page }) => ({ default: page })),
)
const CHART_HEIGHT = 160
/** The beginning and two moments at which somebody paid: a single one makes no curve. */
const LEAST_POINTS = 3
const WIDE = { base: 12, sm: 'auto' } as const
const NARROW = { base: 6, sm: 'auto' } as const

/** The figures of an account, and how its earnings grew. */
export function EarningsSummary({ address }: { readonly address: string }) {
  const { market } = useNetwork()
  const { data: account } = useQuery(accountQuery(market, address))
  const claimable = BigInt(account?.claimable ?? 0)
  return (
    <Stack component="section" gap="md" aria-label={words.summary}>
      <Grid gap="md">
        <Grid.Col span={WIDE}>
          <Figure label={words.earned} hint={words.earnedHint}>
            {account && <Amount value={account.earned} />}
          </Figure>
        </Grid.Col>
        <Grid.Col span={NARROW}>
          <Figure label={words.sales}>{account?.sales}</Figure>
        </Grid.Col>
        <Grid.Col span={NARROW}>
          <Figure label={words.samples}>{account?.samples}</Figure>
        </Grid.Col>
        {claimable > 0n && (
          <Grid.Col span={WIDE}>
            <Figure label={words.claimable} hint={words.claimableHint}>
              <Group justify="space-between" gap="xs">
                <Amount value={claimable} />
                <ClaimButton />
              </Group>
            </Figure>
          </Grid.Col>
        )}
      </Grid>
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
  <Paper withBorder radius="lg" p="md" h="100%">
    <Text size="sm">{label}</Text>
    <Text component="div" fz="xl" fw={650}>
      {children ?? <Skeleton width={80} height={24} mt={4} />}
    </Text>
    {hint && <Text size="xs">{hint}</Text>}
  </Paper>
)

function Chart({ address, earned }: { readonly address: string; readonly earned: bigint }) {
  const { data: points } = usePaymentHistory(address, earned)
  if (points && points.length < LEAST_POINTS) return null
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
