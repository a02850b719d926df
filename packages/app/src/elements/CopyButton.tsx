import { ActionIcon, CopyButton as MantineCopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { elements as elementsWords } from '../text/elements.ts'

interface CopyButtonProps {
  readonly value: string
  /** For screen readers, which of the many copy buttons this is. */
  readonly label?: string
}

export function CopyButton({ value, label = elementsWords.copy }: CopyButtonProps) {
  return (
    <MantineCopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          onClick={copy}
          aria-label={label}
          title={copied ? elementsWords.copied : label}
        >
          {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      )}
    </MantineCopyButton>
  )
}
