import type { Codec, TypeDescription } from '@echochain/codec'
import { MultiSignature } from '@echochain/crypto'
import { OpaqueExtrinsic } from '../block/Header.ts'
import type { TransactionExtension } from '../extension/TransactionExtension.ts'
import type { Runtime } from '../runtime/defineRuntime.ts'
import { MultiAddress } from './MultiAddress.ts'

/** What all extensions together put into an extrinsic. */
export const describeExtras = (extensions: readonly TransactionExtension[]): TypeDescription => ({
  kind: 'tuple',
  items: extensions.map(({ extra }) => extra.type),
})

/** An extrinsic of a runtime as clients know it: bytes with their length, whose parts are named as parameters. */
export const describeExtrinsicType = ({ types, extensions }: Runtime): TypeDescription => ({
  kind: 'composite',
  path: ['sp_runtime', 'generic', 'unchecked_extrinsic', 'UncheckedExtrinsic'],
  params: [
    { name: 'Address', type: MultiAddress.type },
    { name: 'Call', type: types.call },
    { name: 'Signature', type: MultiSignature.type },
    { name: 'Extra', type: describeExtras(extensions) },
  ],
  fields: [{ type: OpaqueExtrinsic.type }],
})

/** An extrinsic that is passed on undecoded, where clients are told that it is one of this runtime. */
export const uncheckedExtrinsicCodec = (runtime: Runtime): Codec<OpaqueExtrinsic> => ({
  ...OpaqueExtrinsic,
  type: describeExtrinsicType(runtime),
})
