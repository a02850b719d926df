import { PageTitle } from '../../elements/PageTitle.tsx'

export function CertificatePage() {
  return <PageTitle>CertificatePage</PageTitle>
}
