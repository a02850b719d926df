import { InlineSignatureVerifier } from './InlineSignatureVerifier.ts'
import { signatureVerifierSuite } from './signatureVerifierSuite.ts'

signatureVerifierSuite(() => new InlineSignatureVerifier())
