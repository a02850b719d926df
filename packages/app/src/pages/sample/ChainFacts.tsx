import type { SampleDetail } from '@echochain/sdk'
import { Accordion, Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { formatBytes } from '../../elements/formatBytes.ts'
import { Address } from '../../elements/Address.tsx'
import { Amount } from '../../elements/Amount.tsx'
import { Fact, FactList } from '../../elements/FactList.tsx'
import { HashText } from '../../elements/HashText.tsx'
import { sample as sampleWords } from '../../text/sample.ts'

const words = sampleWords
const { fact } = words

/** What the chain has on record, for those who check. Folded away: nobody needs it to make music. */
export function ChainFacts({ sample }: { readonly sample: SampleDetail }) {
  return (
    <Accordion variant="separated" order={2}>
      <Accordion.Item value="facts">
        <Accordion.Control>
          <Text fw={600}>{words.facts}</Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Text size="sm" mb="md">
            {words.factsBody}
          </Text>
          <Text component="div" size="sm">
            <FactList>
              <Facts sample={sample} />
            </FactList>
          </Text>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}

function Facts({ sample }: { readonly sample: SampleDetail }) {
  const { registeredAt, registeredBy } = sample
  return (
    <>
      <Fact label={fact.id}>{sample.id}</Fact>
      <Fact label={fact.owner}>
        <Address address={sample.owner} whole copy />
      </Fact>
      <Fact label={fact.status}>{words.statuses[sample.status].name}</Fact>
      <Fact label={fact.block}>
        <Anchor component={Link} to={`/blocks/${registeredAt.number}`} inherit>
          {registeredAt.number}
        </Anchor>
      </Fact>
      {registeredBy && (
        <Fact label={fact.extrinsic}>
          <Anchor component={Link} to={`/extrinsics/${registeredBy}`} inherit ff="monospace">
            {`${registeredBy.slice(0, 10)}…${registeredBy.slice(-6)}`}
          </Anchor>
        </Fact>
      )}
      <Fact label={fact.cid}>
        <HashText value={sample.contentCid} label={words.copy(fact.cid)} whole />
      </Fact>
      <HashFact name={fact.preview} value={sample.previewCid} />
      <Fact label={fact.size}>{formatBytes(Number(sample.sizeBytes))}</Fact>
      <HashFact name={fact.plainHash} value={sample.plainHash} />
      <HashFact name={fact.plainRoot} value={sample.plainRoot} />
      <HashFact name={fact.storageRoot} value={sample.storageRoot} />
      <HashFact name={fact.fingerprint} value={sample.fingerprintHash} />
      <Fact label={fact.deposit}>
        <Amount value={sample.deposit} exact />
      </Fact>
      <Fact label={fact.revenue}>
        <Amount value={sample.revenue} exact />
      </Fact>
      <Fact label={fact.reports}>{sample.reports}</Fact>
      <HashFact name={fact.storageKey} value={sample.storageKey} />
    </>
  )
}

const HashFact = ({ name, value }: { readonly name: string; readonly value: string | null }) =>
  value && (
    <Fact label={name}>
      <HashText value={value} label={words.copy(name)} />
    </Fact>
  )
