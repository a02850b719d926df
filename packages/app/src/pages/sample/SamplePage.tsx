import { PageTitle } from '../../elements/PageTitle.tsx'

export function SamplePage() {
  return <PageTitle>SamplePage</PageTitle>
}
