import { PageTitle } from '../../elements/PageTitle.tsx'

export function BlockPage() {
  return <PageTitle>BlockPage</PageTitle>
}
