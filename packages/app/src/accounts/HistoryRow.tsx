import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Address } from '../elements/Address.tsx'
import { Amount } from '../elements/Amount.tsx'
import { TimeAgo } from '../elements/TimeAgo.tsx'
import { useLiveHead } from '../network/Network.ts'
import { wallet as walletWords } from '../text/wallet.ts'
import type { HistoryEntry } from './describeHistory.ts'
import classes from './HistoryList.module.css'

const words = walletWords.history

export function HistoryRow({ entry }: { readonly entry: HistoryEntry }) {
  const { kind, count, other, sample, licence, block, extrinsic, change, fee, deposit } = entry
  const { finalized } = useLiveHead()
  const isFinal = block.finalized || block.number <= (finalized ?? -1)
  const named = sample !== undefined && count === 1
  return (
    <li className={classes.row}>
      <Text component="div" size="sm" style={{ minWidth: 0 }}>
        {(named && words.ofNamed[kind]) || words.kinds[kind](count)} {other && <Address address={other} />}
        {named && (
          <Anchor component={Link} to={`/samples/${sample}`} inherit>
            {words.sample(sample)}
          </Anchor>
        )}{' '}
        {licence !== undefined && count === 1 && (
          <Anchor component={Link} to={`/licences/${licence}`} inherit>
            {words.licence(licence)}
          </Anchor>
        )}
      </Text>
      <Text component="div" size="sm" fw={500} className={`${classes.change} ${change > 0n ? classes.in : ''}`}>
        {change > 0n && '+'}
        {change !== 0n && <Amount value={change} />}
      </Text>
      <Text size="sm" c="dimmed">
        <TimeAgo timestampMs={block.timestampMs} />
        {!isFinal && ` · ${words.notFinal}`}
        {extrinsic && (
          <>
            {' · '}
            <Anchor component={Link} to={`/extrinsics/${extrinsic}`} inherit c="inherit" underline="always">
              {words.details}
            </Anchor>
          </>
        )}
      </Text>
      <Text size="sm" c="dimmed" className={classes.parts}>
        {fee > 0n && kind !== 'fee' && (
          <>
            {words.fee} <Amount value={fee} />
          </>
        )}
        {fee > 0n && deposit !== 0n && ' · '}
        {deposit !== 0n && kind !== 'deposit' && kind !== 'depositBack' && (
          <>
            {deposit > 0n ? words.deposit : words.depositBack} <Amount value={deposit > 0n ? deposit : -deposit} />
          </>
        )}
      </Text>
    </li>
  )
}
