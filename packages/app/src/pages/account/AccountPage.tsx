import { ss58Decode, ss58Encode } from '@echochain/codec'
import { getRouteApi } from '@tanstack/react-router'
import { EmptyState } from '../../elements/EmptyState.tsx'
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

/** One form for all prefixes, under which the market and the wallet know an account. */
function readAddress(address: string): string | undefined {
  try {
    return ss58Encode(ss58Decode(address).account)
  } catch {
    return undefined
  }
}
