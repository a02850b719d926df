import { PageTitle } from '../../elements/PageTitle.tsx'

export function AccountPage() {
  return <PageTitle>AccountPage</PageTitle>
}
