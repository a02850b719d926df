import { PageTitle } from '../../elements/PageTitle.tsx'

export function MySamplesPage() {
  return <PageTitle>MySamplesPage</PageTitle>
}
