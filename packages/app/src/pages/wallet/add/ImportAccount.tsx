import { SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { wallet as walletWords } from '../../../text/wallet.ts'
import type { AccountSecret } from '../../../wallet/vault/AccountSecret.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { ImportFile } from './ImportFile.tsx'
import { ImportText } from './ImportText.tsx'
import { SaveAccount } from './SaveAccount.tsx'

const words = walletWords.import

type From = 'words' | 'file' | 'uri'

/** What was imported, before it has a password here. */
export interface Imported {
  readonly secret: AccountSecret
  readonly name?: string
}

/** An account from its words, a file of a wallet, or on development networks a secret URI. */
export function ImportAccount({ close }: { readonly close: () => void }) {
  const { store } = useWallet()
  const [from, setFrom] = useState<From>('words')
  const [found, setFound] = useState<Imported>()
  if (found)
    return <SaveAccount secret={found.secret} givenName={found.name} back={() => setFound(undefined)} close={close} />
  return (
    <Stack>
      <SegmentedControl<From>
        aria-label={words.how}
        data={[
          { value: 'words', label: words.fromWords },
          { value: 'file', label: words.fromFile },
          ...(store.development ? [{ value: 'uri' as const, label: words.fromUri }] : []),
        ]}
        value={from}
        onChange={setFrom}
      />
      {from === 'file' ? (
        <ImportFile done={setFound} cancel={close} />
      ) : (
        <ImportText key={from} from={from} done={setFound} cancel={close} />
      )}
    </Stack>
  )
}
