import { getRouteApi } from '@tanstack/react-router'
import { EmptyState } from '../../elements/EmptyState.tsx'
import { readAddress } from '../../elements/readAddress.ts'
import { wallet as walletWords } from '../../text/wallet.ts'
import { AccountView } from './AccountView.tsx'

const route = getRouteApi('/accounts/$address')

/** Anybody's account, as everybody sees it. */
export function AccountPage() {
  const { address } = route.useParams()
  const own = readAddress(address)
  if (own === undefined)
    return <EmptyState order={1} title={walletWords.account.badAddressTitle} body={walletWords.account.badAddress} />
  return <AccountView key={own} address={own} />
}
