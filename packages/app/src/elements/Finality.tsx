import { Badge, Tooltip } from '@mantine/core'
import { elements as elementsWords } from '../text/elements.ts'

/** Whether what is shown can still be taken back. */
export function Finality({ finalized }: { readonly finalized: boolean }) {
  const { final, finalHint, notFinal, notFinalHint } = elementsWords
  return (
    <Tooltip label={finalized ? finalHint : notFinalHint}>
      <Badge variant="light" color={finalized ? 'teal' : 'gray'} tabIndex={0}>
        {finalized ? final : notFinal}
      </Badge>
    </Tooltip>
  )
}
