import { findTerms, type LicenceCertificate } from '@echochain/sdk'
import { Alert, Badge, Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useEffect } from 'react'
import { DownloadButton } from '../../../downloads/DownloadButton.tsx'
import { Finality } from '../../../elements/Finality.tsx'
import { licences as licencesWords } from '../../../text/licences.ts'
import { shell as shellWords } from '../../../text/shell.ts'
import { LicenceText } from '../../../buying/LicenceText.tsx'
import classes from './Certificate.module.css'
import { CertificateFacts } from './CertificateFacts.tsx'
import { CertificateProof } from './CertificateProof.tsx'

const words = licencesWords.certificate

/** The certificate as it is read, printed and sent to a label. */
export function Certificate({ licence }: { readonly licence: LicenceCertificate }) {
  const title = licence.sample.title ?? licencesWords.list.untitled(licence.sample.id)
  useEffect(() => {
    document.title = `${words.title(licence.id)}: ${title} – ${shellWords.name}`
  }, [licence.id, title])
  return (
    <div className={classes.page}>
      <Paper component="article" withBorder p={{ base: 'md', sm: 'xl' }} className={classes.sheet}>
        <Group justify="space-between" align="flex-start">
          <div>
            <Text size="sm" fw={600} tt="uppercase" className={classes.overline}>
              {words.overline}
            </Text>
            <Title order={1} size="h2">
              {words.title(licence.id)}: {title}
            </Title>
            <Text>{findTerms(licence.terms)?.title ?? licencesWords.kind(licence.kind)}</Text>
          </div>
          <Group gap="xs">
            <Badge variant="light" color="gray">
              {licencesWords.kind(licence.kind)}
            </Badge>
            <Finality finalized={licence.issuedAt.finalized} />
          </Group>
        </Group>
        {!licence.issuedAt.finalized && (
          <Alert color="yellow" variant="light" mt="md">
            {words.notFinal}
          </Alert>
        )}
        <Text component="div" size="sm" mt="lg">
          <CertificateFacts licence={licence} title={title} />
        </Text>
        <Title order={2} size="h4" mt="lg" mb="xs">
          {words.terms}
        </Title>
        <LicenceText terms={licence.terms} />
        <CertificateProof licence={licence} />
      </Paper>
      <Group mt="md" align="flex-start" className={classes.screenOnly}>
        <Button leftSection={<IconPrinter size={16} aria-hidden />} variant="default" onClick={() => print()}>
          {words.print}
        </Button>
        <DownloadButton sample={licence.sample.id} title={title} />
      </Group>
    </div>
  )
}
