import { type AccountId, concatBytes, decode, fromHex, type Hex, ss58Encode, toHex, utf8 } from '@echochain/codec'
import { MultiSignature, type SignatureScheme, verifySignature } from '@echochain/crypto'
import { SdkError } from '../SdkError.ts'
import type { Signer } from './Signer.ts'
import type { SignerPayloadJson } from './SignerPayloadJson.ts'

/** What browser wallets offer as `signer`: https://github.com/polkadot-js/extension (`extension-inject`). */
export interface InjectedSigner {
  signPayload?(payload: SignerPayloadJson): Promise<{ readonly signature: Hex }>
  signRaw?(raw: {
    readonly address: string
    readonly data: Hex
    readonly type: 'bytes'
  }): Promise<{ readonly signature: Hex }>
}

/** How many bytes a signature has without its type. */
const LENGTHS: Readonly<Record<SignatureScheme, number>> = { ed25519: 64, sr25519: 64, ecdsa: 65 }
const TYPES = { ed25519: 'Ed25519', sr25519: 'Sr25519', ecdsa: 'Ecdsa' } as const
const [WRAP_BEFORE, WRAP_AFTER] = [utf8('<Bytes>'), utf8('</Bytes>')]

/**
 * A browser wallet as a signer. What it gives is checked here, since the chain would only say "bad signature": throws
 * `SdkError` `BAD_SIGNATURE`, and whatever the wallet rejects with, as when the person says no.
 */
export function extensionSigner(account: AccountId, scheme: SignatureScheme, wallet: InjectedSigner): Signer {
  const accept = (answer: Hex, signed: readonly Uint8Array[]): MultiSignature => {
    const signature = readSignature(answer, scheme)
    if (signature && signed.some((bytes) => verifySignature(signature, bytes, account))) return signature
    throw new SdkError(
      'BAD_SIGNATURE',
      'The wallet extension signed something else, or with another key; see whether it knows this network and is up to date',
    )
  }
  return {
    account,
    async signExtrinsic({ payload, json }) {
      if (!wallet.signPayload) throw new SdkError('BAD_SIGNATURE', 'This wallet extension cannot sign transactions')
      return accept((await wallet.signPayload(json)).signature, [payload])
    },
    async signMessage(message) {
      if (!wallet.signRaw) throw new SdkError('BAD_SIGNATURE', 'This wallet extension cannot sign messages')
      const raw = { address: ss58Encode(account), data: toHex(message), type: 'bytes' } as const
      const wrapped = concatBytes(WRAP_BEFORE, message, WRAP_AFTER)
      return accept((await wallet.signRaw(raw)).signature, [wrapped, message])
    },
  }
}

/** Wallets give signatures of transactions with their type in front, and of messages without. */
function readSignature(hex: Hex, scheme: SignatureScheme): MultiSignature | undefined {
  try {
    const bytes = fromHex(hex)
    if (bytes.length === LENGTHS[scheme]) return { type: TYPES[scheme], value: bytes }
    return decode(MultiSignature, bytes)
  } catch {
    return undefined
  }
}
