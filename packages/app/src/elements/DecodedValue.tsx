import { fromHex } from '@echochain/codec'
import { cidFromBytes } from '@echochain/sdk'
import { Anchor, Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { elements as elementsWords } from '../text/elements.ts'
import { Address } from './Address.tsx'
import { Amount } from './Amount.tsx'
import classes from './DecodedValue.module.css'
import { Fact, FactList } from './FactList.tsx'
import { HashText } from './HashText.tsx'
import { humanName, readValue, type ShownValue } from './readValue.ts'

/** Of longer lists the rest is shown when asked for. */
const ITEMS_SHOWN = 20

interface DecodedValueProps {
  /** As the market's JSON and `describeCall` have it: fields in snake_case, accounts as addresses. */
  readonly value: unknown
  /** The field it stands in. */
  readonly name?: string
}

/** A decoded argument, event or call as a person reads it. */
export function DecodedValue({ value, name = '' }: DecodedValueProps) {
  const shown = readValue(value, name)
  switch (shown.type) {
    case 'call':
      return (
        <>
          <Text fw={600} inherit>
            {shown.call}
          </Text>
          <div className={classes.nested}>
            <DecodedValue value={shown.args} />
          </div>
        </>
      )
    case 'variant':
      return <Variant variant={shown.name} value={shown.value} name={name} />
    case 'list':
      return <List items={shown.items} name={name} />
    case 'fields':
      return (
        <FactList isDense>
          {shown.fields.map(([field, held]) => (
            <Fact key={field} label={humanName(field)}>
              <DecodedValue value={held} name={field} />
            </Fact>
          ))}
        </FactList>
      )
    default:
      return <Simple shown={shown} />
  }
}

type SimpleValue = Exclude<ShownValue, { type: 'call' | 'variant' | 'list' | 'fields' }>

function Simple({ shown }: { readonly shown: SimpleValue }) {
  const words = elementsWords.decoded
  switch (shown.type) {
    case 'nothing':
      return (
        <Text span inherit c="dimmed">
          {words.nothing}
        </Text>
      )
    case 'text':
      return shown.text
    case 'truth':
      return shown.value ? words.yes : words.no
    case 'address':
      return <Address address={shown.address} whole copy />
    case 'amount':
      return <Amount value={shown.amount} exact />
    case 'hex':
      return <HashText value={shown.hex} />
    case 'cid':
      return <HashText value={cidOf(shown.hex)} />
    case 'time':
      return <time>{new Date(shown.timestampMs).toLocaleString()}</time>
    case 'measure':
      return words.measures[shown.unit](shown.number)
    case 'record':
      return (
        <Anchor component={Link} to={`/${shown.record}/${shown.id}`} inherit>
          {words.records[shown.record](shown.id)}
        </Anchor>
      )
    case 'failure':
      return (
        <span title={shown.code}>
          {shown.message} ({shown.code})
        </span>
      )
  }
}

function Variant({
  variant,
  value,
  name,
}: {
  readonly variant: string
  readonly value: unknown
  readonly name: string
}) {
  const inner = readValue(value, name)
  const deep = inner.type === 'fields' || inner.type === 'list' || inner.type === 'variant' || inner.type === 'call'
  if (!deep)
    return (
      <>
        {variant} <DecodedValue value={value} name={name} />
      </>
    )
  return (
    <>
      {variant}
      <div className={classes.nested}>
        <DecodedValue value={value} name={name} />
      </div>
    </>
  )
}

function List({ items, name }: { readonly items: readonly unknown[]; readonly name: string }) {
  const [all, setAll] = useState(false)
  if (items.every((item) => typeof item === 'string' && item.length < 40 && !item.startsWith('0x')))
    return items.join(', ')
  const shown = all ? items : items.slice(0, ITEMS_SHOWN)
  return (
    <ol className={classes.items}>
      {shown.map((item, at) => (
        <li key={at} className={classes.nested}>
          <DecodedValue value={item} name={name} />
        </li>
      ))}
      {shown.length < items.length && (
        <li>
          <Button size="compact-xs" variant="default" onClick={() => setAll(true)}>
            {elementsWords.decoded.all(items.length)}
          </Button>
        </li>
      )}
    </ol>
  )
}

/** What the chain keeps as the bytes of a CID, as IPFS writes it; other bytes stay as they are. */
function cidOf(hex: string): string {
  try {
    return cidFromBytes(fromHex(hex))
  } catch {
    return hex
  }
}
