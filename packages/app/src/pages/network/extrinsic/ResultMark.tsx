import { Badge } from '@mantine/core'
import { network as networkWords } from '../../../text/network.ts'

/** Whether an extrinsic did what it was to do; null where that is not known. */
export function ResultMark({ success }: { readonly success: boolean | null }) {
  const words = networkWords.extrinsic
  if (success === null) return '–'
  return (
    <Badge variant="light" color={success ? 'teal' : 'red'}>
      {success ? words.success : words.failure}
    </Badge>
  )
}
