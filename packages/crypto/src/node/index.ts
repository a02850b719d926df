export { WorkerSignatureVerifier, type WorkerVerifierOptions } from './WorkerSignatureVerifier.ts'
