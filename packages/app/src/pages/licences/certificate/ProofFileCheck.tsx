import type { LicenceProof } from '@echochain/sdk'
import { Anchor, Button, FileButton, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type DragEvent, useRef, useState } from 'react'
import { Problem } from '../../../elements/Problem.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { licences as licencesWords } from '../../../text/licences.ts'
import classes from './ProofFileCheck.module.css'
import { ProofResult } from './ProofResult.tsx'
import type { ProofReport } from './ProofReport.ts'

const words = licencesWords.proof

interface Checked {
  readonly proof?: LicenceProof
  readonly report?: ProofReport
  readonly problem?: Error
}

/** Checks a proof file that somebody sent: in the page first, then against what a node calls final. */
export function ProofFileCheck() {
  const { info, chain } = useNetwork()
  const [over, setOver] = useState(false)
  const [checked, setChecked] = useState<Checked>({})

  const latest = useRef<File>(undefined)

  const check = async (file: File | null | undefined) => {
    if (!file) return
    latest.current = file
    /** What another file came to, which was dropped before, is of no interest any more. */
    const tell = (found: Checked): void => {
      if (latest.current === file) setChecked(found)
    }
    tell({})
    let proof: LicenceProof | undefined
    let report: ProofReport | undefined
    try {
      const { readProofFile, checkProof, checkProofBlock } = await import('./checkProofFile.ts')
      proof = await readProofFile(file)
      report = checkProof(proof, info)
      tell({ proof, report })
      if (report.outcome === 'holds') tell({ proof, report: await checkProofBlock(report, proof, await chain()) })
    } catch (error) {
      tell({ proof, report, problem: error as Error })
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void check(event.dataTransfer.files[0])
  }

  return (
    <Paper
      component="section"
      aria-label={words.dropTitle}
      withBorder
      p="lg"
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Stack align="flex-start" gap="sm">
        <Title order={2} size="h4">
          {words.dropTitle}
        </Title>
        <Text size="sm">{words.dropExplain}</Text>
        <FileButton onChange={(file) => void check(file)} accept="application/json,.json">
          {(props) => (
            <Button variant="default" {...props}>
              {words.choose}
            </Button>
          )}
        </FileButton>
        {checked.report && <ProofResult report={checked.report} />}
        {checked.problem && <Problem error={checked.problem} />}
        {checked.proof && checked.report?.outcome === 'holds' && (
          <Anchor component={Link} to={`/licences/${checked.proof.licence}`}>
            {words.openCertificate}
          </Anchor>
        )}
      </Stack>
    </Paper>
  )
}
