import type { SampleDetail } from '@echochain/sdk'
import { Accordion, Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatBytes } from '../../elements/formatBytes.ts'
import { Address } from '../../elements/Address.tsx'
import { Amount } from '../../elements/Amount.tsx'
import { HashText } from '../../elements/HashText.tsx'
import { sample as sampleWords } from '../../text/sample.ts'
import classes from './SamplePage.module.css'

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
          <dl className={classes.facts}>
            <Facts sample={sample} />
          </dl>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}

function Facts({ sample }: { readonly sample: SampleDetail }) {
  const { registeredAt, registeredBy } = sample
  return (
    <>
      <Fact name={fact.id}>{sample.id}</Fact>
      <Fact name={fact.owner}>
        <Address address={sample.owner} whole copy />
      </Fact>
      <Fact name={fact.status}>{words.statuses[sample.status].name}</Fact>
      <Fact name={fact.block}>
        <Anchor component={Link} to={`/blocks/${registeredAt.number}`} inherit>
          {registeredAt.number}
        </Anchor>
      </Fact>
      {registeredBy && (
        <Fact name={fact.extrinsic}>
          <Anchor component={Link} to={`/extrinsics/${registeredBy}`} inherit ff="monospace">
            {`${registeredBy.slice(0, 10)}…${registeredBy.slice(-6)}`}
          </Anchor>
        </Fact>
      )}
      <Fact name={fact.cid}>
        <HashText value={sample.contentCid} label={words.copy(fact.cid)} whole />
      </Fact>
      <HashFact name={fact.preview} value={sample.previewCid} />
      <Fact name={fact.size}>{formatBytes(Number(sample.sizeBytes))}</Fact>
      <HashFact name={fact.plainHash} value={sample.plainHash} />
      <HashFact name={fact.plainRoot} value={sample.plainRoot} />
      <HashFact name={fact.storageRoot} value={sample.storageRoot} />
      <HashFact name={fact.fingerprint} value={sample.fingerprintHash} />
      <Fact name={fact.deposit}>
        <Amount value={sample.deposit} exact />
      </Fact>
      <Fact name={fact.revenue}>
        <Amount value={sample.revenue} exact />
      </Fact>
      <Fact name={fact.reports}>{sample.reports}</Fact>
      <HashFact name={fact.storageKey} value={sample.storageKey} />
    </>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

const HashFact = ({ name, value }: { readonly name: string; readonly value: string | null }) =>
  value && (
    <Fact name={name}>
      <HashText value={value} label={words.copy(name)} />
    </Fact>
  )
