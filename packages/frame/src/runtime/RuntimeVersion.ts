import { fixedHex, struct, text, tuple, u32, u8, type Value, vec } from '@echochain/codec'

/** Substrate's `sp_version::RuntimeVersion`. `specVersion` changes whenever behaviour or metadata does. */
export const RuntimeVersionCodec = struct('sp_version::RuntimeVersion', {
  specName: text(64),
  implName: text(64),
  authoringVersion: u32,
  specVersion: u32,
  implVersion: u32,
  /** blake2b-64 of each runtime API's name, and its version. */
  apis: vec(tuple(fixedHex(8), u32), 64),
  transactionVersion: u32,
  systemVersion: u8,
})
export type RuntimeVersion = Value<typeof RuntimeVersionCodec>
