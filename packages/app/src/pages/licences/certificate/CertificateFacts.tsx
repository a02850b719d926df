import type { LicenceCertificate } from '@echochain/sdk'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { AddressMark } from '../../../elements/AddressMark.tsx'
import { Amount } from '../../../elements/Amount.tsx'
import { CopyButton } from '../../../elements/CopyButton.tsx'
import { Fact, FactList } from '../../../elements/FactList.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { licences as licencesWords } from '../../../text/licences.ts'
import classes from './Certificate.module.css'

const words = licencesWords.certificate

interface CertificateFactsProps {
  readonly licence: LicenceCertificate
  readonly title: string
}

/** Who granted what to whom, when, for how much, and where the chain has it. */
export function CertificateFacts({ licence, title }: CertificateFactsProps) {
  const { info } = useNetwork()
  const { buyer, holder, seller, issuedAt, price } = licence
  return (
    <FactList>
      <Fact label={words.sample}>
        <Anchor component={Link} to={`/samples/${licence.sample.id}`} inherit>
          {title}
        </Anchor>
      </Fact>
      <Fact label={words.licensor}>{seller ? <Party address={seller} /> : words.unknown}</Fact>
      <Fact label={words.licensee}>
        <Party address={holder} />
      </Fact>
      {buyer && buyer !== holder && (
        <Fact label={words.boughtBy}>
          <Party address={buyer} />
        </Fact>
      )}
      <Fact label={words.price}>{price === null ? words.unknown : <Amount value={price} exact />}</Fact>
      <Fact label={words.date}>
        {issuedAt.timestampMs === null ? words.unknown : <Moment at={issuedAt.timestampMs} />}
      </Fact>
      <Fact label={words.transferable}>{licence.transferable ? words.yes : words.no}</Fact>
      <Fact label={words.fileHash}>
        <Bytes value={licence.plainHash} />
      </Fact>
      <Fact label={words.termsHash}>
        <Bytes value={licence.terms} />
      </Fact>
      <Fact label={words.block}>
        <Anchor component={Link} to={`/blocks/${issuedAt.hash ?? issuedAt.number}`} inherit underline="always">
          {words.blockValue(issuedAt.number)}
        </Anchor>{' '}
        <Bytes value={issuedAt.hash} />
      </Fact>
      <Fact label={words.transaction}>
        {licence.extrinsic ? (
          <Anchor component={Link} to={`/extrinsics/${licence.extrinsic}`} className={classes.bytes}>
            {licence.extrinsic}
          </Anchor>
        ) : (
          words.unknown
        )}
      </Fact>
      <Fact label={words.network}>{info.name}</Fact>
      <Fact label={words.genesis}>
        <Bytes value={licence.genesisHash} />
      </Fact>
    </FactList>
  )
}

/** A whole address: on paper nobody can press to see the rest. */
const Party = ({ address }: { readonly address: string }) => (
  <span className={classes.party}>
    <AddressMark address={address} size={18} />
    <Anchor component={Link} to={`/accounts/${address}`} className={classes.bytes}>
      {address}
    </Anchor>
  </span>
)

function Bytes({ value }: { readonly value: string | null }) {
  if (value === null) return words.unknown
  return (
    <>
      <Text span className={classes.bytes}>
        {value}
      </Text>
      <span className={classes.copy}>
        <CopyButton value={value} />
      </span>
    </>
  )
}

function Moment({ at }: { readonly at: number }) {
  const date = new Date(at)
  return (
    <time dateTime={date.toISOString()}>
      {date.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' })}
    </time>
  )
}
