import { PageTitle } from '../../elements/PageTitle.tsx'

export function LicencesPage() {
  return <PageTitle>LicencesPage</PageTitle>
}
