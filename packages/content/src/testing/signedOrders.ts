import { type Hash, sha256, ss58Encode, toHex, utf8 } from '@echochain/codec'
import { encode } from '@echochain/codec'
import { type Keypair, keypairFromUri, MultiSignature } from '@echochain/crypto'
import { uploadMessage, type UploadOrder } from '../upload/UploadOrder.ts'

export const GENESIS: Hash = `0x${'ab'.repeat(32)}`
export const NOW = Date.UTC(2026, 10, 20, 12)
export const alice = keypairFromUri('//Alice', 'sr25519')
export const bob = keypairFromUri('//Bob', 'ed25519')
export const carol = keypairFromUri('//Charlie', 'ecdsa')

export const addressOf = ({ account }: Keypair): string => ss58Encode(account)

/** An order for `bytes` that ends in ten minutes. */
export function orderFor(bytes: Uint8Array, signer: Keypair, changes: Partial<UploadOrder> = {}): UploadOrder {
  return {
    account: addressOf(signer),
    size: bytes.length,
    sha256: toHex(sha256(bytes)),
    genesisHash: GENESIS,
    expires: NOW + 600_000,
    ...changes,
  }
}

export const signText = (signer: Keypair, text: string) => toHex(encode(MultiSignature, signer.sign(utf8(text))))

/** The order as it is posted. */
export const signed = (order: UploadOrder, signer: Keypair, wrap = (message: string) => message) => ({
  ...order,
  signature: signText(signer, wrap(uploadMessage(order))),
})
