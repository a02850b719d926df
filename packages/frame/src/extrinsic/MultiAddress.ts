import { AccountId, bytes, type Codec, fixedBytes, union, unit, type Value } from '@echochain/codec'
import { cannotLookup } from '../dispatch/DispatchError.ts'

const MAX_RAW_ADDRESS_BYTES = 64
const CompactUnit: Codec<undefined> = { ...unit, type: { kind: 'compact', of: unit.type } }

const address = union('sp_runtime::multiaddress::MultiAddress', {
  Id: [0, AccountId],
  Index: [1, CompactUnit],
  Raw: [2, bytes(MAX_RAW_ADDRESS_BYTES)],
  Address32: [3, fixedBytes(32)],
  Address20: [4, fixedBytes(20)],
})

/** An account as clients write it. Only `Id` names an account here; the other forms decode, and fail to look up. */
export const MultiAddress: Codec<Value<typeof address>> = {
  ...address,
  type: {
    ...address.type,
    params: [
      { name: 'AccountId', type: AccountId.type },
      { name: 'AccountIndex', type: unit.type },
    ],
  } as typeof address.type,
}
export type MultiAddress = Value<typeof MultiAddress>

export const addressOf = (account: AccountId): MultiAddress => ({ type: 'Id', value: account })

/** The account an address names. Throws `CannotLookup`. */
export function lookup(address: MultiAddress): AccountId {
  if (address.type !== 'Id') throw cannotLookup()
  return address.value
}
