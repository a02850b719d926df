import { PageTitle } from '../../elements/PageTitle.tsx'

export function ExtrinsicPage() {
  return <PageTitle>ExtrinsicPage</PageTitle>
}
