import type { AccountId } from '@echochain/codec'
import {
  balancesStorage,
  computeSplit,
  MARKET_ACCOUNT,
  registryStorage,
  type Sample,
  type Split,
  TREASURY_ACCOUNT,
} from '@echochain/runtime'
import type { BoughtLicence, ChainClient } from '@echochain/sdk'
import { DemoError, expectEqual } from './DemoReport.ts'

/**
 * Compares what a purchase moved with what protocol.md §6 says it must: account by account, between the block before
 * it and its own, to the unit. Returns the split.
 */
export async function checkMoney(
  chain: ChainClient,
  sample: Sample,
  buyer: AccountId,
  bought: BoughtLicence,
): Promise<Split> {
  const parents = new Map<number, Sample>()
  for (const { sample: id } of sample.parents) parents.set(id, (await chain.get(registryStorage.sample, id))!)
  const split = computeSplit(bought.price, sample, (id) => parents.get(id)!)
  const total = split.fee + split.payments.reduce((sum, { amount }) => sum + amount, 0n)
  expectEqual('The sum of all parts', total, bought.price)
  expectEqual('The number of payments', bought.shares.length, split.payments.length)
  split.payments.forEach(({ to, amount }, at) => {
    const paid = bought.shares[at]
    if (paid.to !== to || paid.amount !== amount) throw new DemoError(`Payment ${at} differs from the rule`)
  })
  const { block } = bought.inclusion
  const { parentHash } = await chain.header(block)
  const gained = async (account: AccountId) =>
    (await chain.account(account, block)).data.free - (await chain.account(account, parentHash)).data.free
  const { fee: transactionFee } = bought.inclusion
  for (const account of new Set(split.payments.map(({ to }) => to))) {
    const due = split.payments.reduce((sum, payment) => (payment.to === account ? sum + payment.amount : sum), 0n)
    expectEqual('What a beneficiary gained', await gained(account), due)
  }
  expectEqual('What the buyer paid', await gained(buyer), -bought.price - transactionFee)
  expectEqual('What the market keeps', await gained(MARKET_ACCOUNT), split.deliveryEscrow)
  expectEqual(
    'What the treasury gained',
    await gained(TREASURY_ACCOUNT),
    split.treasury + (transactionFee * 20n) / 100n,
  )
  const burned =
    (await chain.get(balancesStorage.totalIssuance, parentHash)) -
    (await chain.get(balancesStorage.totalIssuance, block))
  const feeBurned = transactionFee - (transactionFee * 20n) / 100n - (transactionFee * 30n) / 100n
  expectEqual('What was burned', burned, split.burned + feeBurned)
  return split
}
