import { PageTitle } from '../../elements/PageTitle.tsx'

export function WalletPage() {
  return <PageTitle>WalletPage</PageTitle>
}
