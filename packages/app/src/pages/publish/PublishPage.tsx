import { PageTitle } from '../../elements/PageTitle.tsx'

export function PublishPage() {
  return <PageTitle>PublishPage</PageTitle>
}
