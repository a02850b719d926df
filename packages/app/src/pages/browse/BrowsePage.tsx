import { PageTitle } from '../../elements/PageTitle.tsx'

export function BrowsePage() {
  return <PageTitle>BrowsePage</PageTitle>
}
