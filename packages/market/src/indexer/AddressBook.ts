import { type AccountId, ss58Encode } from '@echochain/codec'

/** Making an address costs a hash and a division of long numbers; those of one block recur in the next. */
const MAX_REMEMBERED = 20_000

/** Accounts as people write them. Remembers the ones asked for lately. */
export class AddressBook {
  #addresses = new Map<AccountId, string>()

  addressOf(account: AccountId): string {
    const known = this.#addresses.get(account)
    if (known !== undefined) return known
    if (this.#addresses.size >= MAX_REMEMBERED) this.#addresses = new Map()
    const address = ss58Encode(account)
    this.#addresses.set(account, address)
    return address
  }
}
