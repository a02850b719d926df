import { AccountId, u128 } from '@echochain/codec'
import { event, value, declareStorage } from '@echochain/frame'

export const balancesStorage = declareStorage('Balances', {
  totalIssuance: value('All ECHO there is, in its smallest unit.', u128, 0n),
})

export const balancesEvents = {
  Endowed: event(0, 'An account came into being with a balance.', { account: AccountId, freeBalance: u128 }),
  DustLost: event(1, 'An account was removed and what was left of it burned.', { account: AccountId, amount: u128 }),
  Transfer: event(2, 'A transfer succeeded.', { from: AccountId, to: AccountId, amount: u128 }),
  Reserved: event(4, 'Part of a balance was set aside as a deposit.', { who: AccountId, amount: u128 }),
  Unreserved: event(5, 'A deposit was given back.', { who: AccountId, amount: u128 }),
}
