import { PageTitle } from '../../elements/PageTitle.tsx'

export function NetworkPage() {
  return <PageTitle>NetworkPage</PageTitle>
}
