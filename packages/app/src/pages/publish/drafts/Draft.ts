import type { ContentDescription, SampleId, Sound, UploadSession } from '@echochain/sdk'
import type { DescriptionForm } from '../../../sampleForm/DescriptionForm.ts'
import type { OffersForm } from '../../../sampleForm/OffersForm.ts'
import type { SplitForm } from '../split/SplitForm.ts'

/** Everything a person says of a file. */
export interface DraftForm extends DescriptionForm, SplitForm {
  readonly offers: OffersForm
}

/** A file on its way to the market, as it is kept over reloads; what is set tells how far it has come. */
export interface Draft {
  readonly id: string
  readonly addedAt: number
  readonly file: { readonly name: string; readonly size: number; readonly lastModified: number }
  /** Set once the file was read. */
  readonly content?: ContentDescription
  /** Set once an upload was signed and opened. */
  readonly session?: UploadSession
  /** The server has all of it. */
  readonly isUploaded?: boolean
  /** Set once the server listened to it. */
  readonly sound?: Sound
  /** Waveform, see `decodePeaks`. */
  readonly peaks?: string
  readonly form: DraftForm
  /** Fields the person changed: what is heard later does not overwrite them. */
  readonly edited: readonly string[]
  /** A transaction that registers it was signed. */
  readonly submittedAt?: number
  /** It is registered; a block that is not final can still be taken back. */
  readonly sample?: SampleId
  /** The market has seen the sample: if it is gone, the chain has taken it back. */
  readonly isIndexed?: boolean
  /** Why it does not go on by itself. */
  readonly problem?: DraftProblem
}

export interface DraftProblem {
  readonly code: string
  /** What went wrong and what to do. */
  readonly message: string
  /** The sample that has this file already. */
  readonly sample?: SampleId
}

export type DraftStep = 'read' | 'order' | 'upload' | 'analyse' | 'describe' | 'done'

/** What is to be done next with a draft that has no problem. */
export function nextStep({ content, session, isUploaded, sound, sample }: Draft): DraftStep {
  if (sample !== undefined) return 'done'
  if (!content) return 'read'
  if (sound && isUploaded) return 'describe'
  if (isUploaded) return 'analyse'
  return session ? 'upload' : 'order'
}

/** What is happening to a draft right now; nothing of it is kept. */
export type Activity =
  | { readonly type: 'waiting' }
  | { readonly type: 'reading'; readonly done: number }
  | { readonly type: 'signing' }
  | { readonly type: 'uploading'; readonly done: number; readonly bytesPerSecond?: number }
  | { readonly type: 'analysing' }
