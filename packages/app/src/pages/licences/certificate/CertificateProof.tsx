import type { LicenceCertificate } from '@echochain/sdk'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { CopyButton } from '../../../elements/CopyButton.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { QrCode } from '../../../elements/QrCode.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { licences as licencesWords } from '../../../text/licences.ts'
import classes from './Certificate.module.css'
import { ProofResult } from './ProofResult.tsx'
import { saveProof } from './saveProof.ts'

const words = licencesWords.certificate

/** How anybody can check the certificate, and the check itself, made in this page. */
export function CertificateProof({ licence }: { readonly licence: LicenceCertificate }) {
  const { info, chain } = useNetwork()
  const link = `${location.origin}/licences/${licence.id}`
  const check = useMutation({
    mutationFn: async () => {
      const [{ checkCertificate }, client] = await Promise.all([import('./checkCertificate.ts'), chain()])
      return checkCertificate(client, info, licence)
    },
  })
  return (
    <section aria-label={words.proof} className={classes.proof}>
      <Stack gap="sm" className={classes.proofText}>
        <Title order={2} size="h4">
          {words.proof}
        </Title>
        <Text size="sm">{words.proofExplain}</Text>
        <Text size="sm">
          {words.link}:{' '}
          <Text span inherit className={classes.bytes}>
            {link}
          </Text>
          <span className={classes.copy}>
            <CopyButton value={link} label={words.copyLink} />
          </span>
        </Text>
        <Group className={classes.screenOnly}>
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            {words.check}
          </Button>
          {check.data && check.data.report.outcome === 'holds' && (
            <Button variant="default" onClick={() => saveProof(check.data.proof)}>
              {words.saveProof}
            </Button>
          )}
        </Group>
        {check.data && <ProofResult report={check.data.report} />}
        {check.error && <Problem title={words.checkFailed} error={check.error} retry={() => check.mutate()} />}
      </Stack>
      <QrCode value={link} label={words.qr} size={132} />
    </section>
  )
}
