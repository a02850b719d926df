export type AudioErrorCode =
  | 'UNSUPPORTED_FORMAT'
  | 'DAMAGED'
  | 'EMPTY'
  | 'TOO_LARGE'
  | 'TOO_LONG'
  | 'TIMED_OUT'
  | 'OUT_OF_MEMORY'
  | 'CRASHED'
  | 'UNREADABLE'
  | 'BUSY'
  | 'CLOSED'

/** A sound file that cannot be analysed; the message is fit to be shown to whoever uploaded it. */
export class AudioError extends Error {
  readonly code: AudioErrorCode
  constructor(code: AudioErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
