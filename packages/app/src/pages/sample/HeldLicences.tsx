import type { SampleDetail } from '@echochain/sdk'
import { Anchor, Button, Card, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DownloadButton } from '../../downloads/DownloadButton.tsx'
import { Finality } from '../../elements/Finality.tsx'
import { useNetwork } from '../../network/Network.ts'
import { sample as sampleWords } from '../../text/sample.ts'
import { useWallet } from '../../wallet/Wallet.ts'

const words = sampleWords
/** More of one sample than anybody holds. */
const MAX_HELD = 20

/** What the person may do with the sample already, as its owner or by a licence. */
export function HeldLicences({ sample }: { readonly sample: SampleDetail }) {
  const { selected } = useWallet()
  if (!selected) return null
  if (selected.address === sample.owner) return <Own sample={sample} />
  return <Held sample={sample} holder={selected.address} />
}

const Own = ({ sample }: { readonly sample: SampleDetail }) => (
  <Card withBorder mb="lg">
    <Stack gap="sm">
      <Text fw={600}>{words.ownTitle}</Text>
      <Group>
        <DownloadButton sample={sample.id} title={sample.title} />
        <Button component={Link} to="/my-samples" variant="default">
          {words.toMySamples}
        </Button>
      </Group>
    </Stack>
  </Card>
)

function Held({ sample, holder }: { readonly sample: SampleDetail; readonly holder: string }) {
  const { market } = useNetwork()
  const { data } = useQuery({
    queryKey: ['live', 'held', sample.id, holder],
    queryFn: ({ signal }) => market.licences({ sample: sample.id, holder, limit: MAX_HELD }, { signal }),
  })
  if (!data || data.items.length === 0) return null
  return (
    <Card withBorder mb="lg">
      <Stack gap="sm">
        <Group gap="xs">
          <IconCircleCheck size={20} aria-hidden />
          <Text fw={600}>{words.heldTitle(data.items.length)}</Text>
        </Group>
        {data.items.map(({ id, kind, issuedAt }) => (
          <Group key={id} justify="space-between" gap="xs">
            <Anchor component={Link} to={`/licences/${id}`} size="sm">
              {words.held(kind, id)}
            </Anchor>
            <Finality finalized={issuedAt.finalized} />
          </Group>
        ))}
        <DownloadButton sample={sample.id} title={sample.title} />
      </Stack>
    </Card>
  )
}
