import { toHex } from '@echochain/codec'
import {
  type ChainClient,
  decodeExtrinsic,
  type Era,
  eraDeath,
  extrinsicHash,
  type RuntimeCall,
  type Signer,
} from '@echochain/sdk'
import type { SignedTransaction } from './SigningOrder.ts'

/** Has a call signed, and reads from what was signed when it can be included. Throws as `ChainClient.sign` does. */
export async function signTransaction(
  client: ChainClient,
  call: RuntimeCall,
  signer: Signer,
): Promise<SignedTransaction> {
  const bytes = await client.sign(call, signer)
  const { number } = await client.bestBlock()
  const { extras } = decodeExtrinsic(client.runtime, bytes).signed!
  const extraOf = (identifier: string) =>
    extras[client.runtime.extensions.findIndex((extension) => extension.identifier === identifier)]
  const era = extraOf('CheckMortality') as Era & { type: 'Mortal' }
  const death = eraDeath(era, number)
  return {
    hash: extrinsicHash(bytes),
    extrinsic: toHex(bytes),
    nonce: extraOf('CheckNonce') as number,
    birth: death - era.period,
    death,
  }
}
