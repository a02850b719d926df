import { MAX_MESSAGE_BYTES } from './Transport.ts'

/** A message that cannot be sent, or a network that cannot be used. */
export class TransportError extends Error {
  readonly code: 'MESSAGE_TOO_LARGE' | 'PORT_TAKEN' | 'UNREACHABLE'
  constructor(code: TransportError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** @throws TransportError `MESSAGE_TOO_LARGE` */
export function validateMessageLength(bytes: Uint8Array): void {
  if (bytes.length > MAX_MESSAGE_BYTES)
    throw new TransportError(
      'MESSAGE_TOO_LARGE',
      `A message has at most ${MAX_MESSAGE_BYTES} bytes, not ${bytes.length}`,
    )
}
