import { type AccountId, compactU128, fixedBytes, H256, option, u32 } from '@echochain/codec'
import { call, type Context, ensure, ensureSigned, lookup, moduleError, MultiAddress } from '@echochain/frame'
import { MARKET_ACCOUNT, TREASURY_ACCOUNT } from '../accounts.ts'
import { burnIssuance, canReceive, deposit, withdraw } from '../balances/ledger.ts'
import { consensusStorage } from '../consensus/declarations.ts'
import { BUY_LICENCE_WEIGHT, LICENCE_WEIGHT } from '../weights.ts'
import { registryErrors, registryEvents, registryStorage } from './declarations.ts'
import { computeOfferHash } from './offerHash.ts'
import type { Offer, PurchaseId, Sample, SampleId } from './records.ts'
import { rewrite, sampleSlot } from './samples.ts'
import { computeSplit, type Payment, type Split } from './split.ts'

export const buyLicence = call({
  index: 6,
  docs:
    'Buys a licence under exactly the terms that `offer_hash` names, for at most `max_price`. A sample stored in the ' +
    'clear needs no delivery key; its purchase is settled at once.',
  args: { sample: u32, offerHash: H256, maxPrice: compactU128, deliveryKey: option(fixedBytes(32)) },
  weight: BUY_LICENCE_WEIGHT,
  run: (ctx, origin, { sample, offerHash, maxPrice, deliveryKey }) => {
    const buyer = ensureSigned(origin)
    const slot = sampleSlot(ctx, sample)
    ensure(buyer !== slot.value.owner, registryErrors.OwnSample)
    ensure(isForSale(ctx, slot.value), registryErrors.NotForSale)
    const offer = slot.value.offers.find((candidate) => computeOfferHash(candidate) === offerHash)
    if (!offer) throw moduleError(registryErrors.OfferNotFound)
    const price = offer.price.value
    ensure(price <= maxPrice, registryErrors.PriceTooHigh)
    ensure(deliveryKey === undefined, registryErrors.DeliveryKeyNotNeeded)
    withdraw(ctx, buyer, price, 'keepAlive')
    const nextId = ctx.slot(registryStorage.nextPurchaseId)
    const purchase = nextId.value
    nextId.value = purchase + 1
    ctx.emit(registryEvents.LicenceBought, { purchase, sample, buyer, offerHash, price })
    const split = computeSplit(price, slot.value, (parent) => sampleSlot(ctx, parent).value)
    settle(ctx, purchase, split)
    const licence = issueLicence(ctx, purchase, sample, buyer, offer)
    const liveMs = ctx.get(consensusStorage.liveTimeMs)
    ctx.slot(registryStorage.purchase, purchase).value = {
      sample,
      buyer,
      seller: slot.value.owner,
      offerHash,
      price,
      state: 'Settled',
      deliveryKey: undefined,
      sealedKey: undefined,
      keyAgent: slot.value.keyAgent ?? slot.value.owner,
      deliveryEscrow: split.deliveryEscrow,
      licence,
      openedAt: ctx.block.number,
      openedLiveMs: liveMs,
      deliveredLiveMs: liveMs,
      settledLiveMs: liveMs,
    }
    if (offer.kind === 'Exclusive') rewrite(ctx, slot, { ...slot.value, offers: [], exclusivelyLicensed: true })
  },
})

function isForSale(ctx: Context, { status, exclusivelyLicensed }: Sample): boolean {
  if (exclusivelyLicensed) return false
  return status === 'Approved' || (status === 'Pending' && !ctx.get(registryStorage.requireApproval))
}

/** Divides money that was taken from the buyer. */
function settle(ctx: Context, purchase: PurchaseId, split: Split): void {
  const { fee, burned, treasury, deliveryEscrow } = split
  burnIssuance(ctx, burned)
  deposit(ctx, TREASURY_ACCOUNT, treasury)
  deposit(ctx, MARKET_ACCOUNT, deliveryEscrow)
  ctx.emit(registryEvents.PurchaseSettled, { purchase, fee, burned, treasury, deliveryEscrow })
  for (const payment of split.payments) pay(ctx, purchase, payment)
}

/** Pays a share; what an account cannot receive, because it would not exist with it, is credited to be claimed. */
function pay(ctx: Context, purchase: PurchaseId, { to, amount, role }: Payment): void {
  const credited = !canReceive(ctx, to, amount)
  if (credited) {
    deposit(ctx, MARKET_ACCOUNT, amount)
    ctx.slot(registryStorage.claimable, to).value = ctx.get(registryStorage.claimable, to) + amount
  } else deposit(ctx, to, amount)
  ctx.emit(registryEvents.SharePaid, { purchase, to, amount, role, credited })
}

function issueLicence(ctx: Context, purchase: PurchaseId, sample: SampleId, holder: AccountId, offer: Offer): number {
  const nextId = ctx.slot(registryStorage.nextLicenceId)
  const licence = nextId.value
  nextId.value = licence + 1
  const { kind, terms, transferable } = offer
  ctx.slot(registryStorage.licence, licence).value = {
    sample,
    purchase,
    holder,
    kind,
    terms,
    transferable,
    issuedAt: ctx.block.number,
    issuedLiveMs: ctx.get(consensusStorage.liveTimeMs),
  }
  ctx.emit(registryEvents.LicenceIssued, { licence, purchase, sample, holder })
  return licence
}

export const transferLicence = call({
  index: 13,
  docs: 'Hands a licence on, if its terms allow that.',
  args: { licence: u32, to: MultiAddress },
  weight: LICENCE_WEIGHT,
  run: (ctx, origin, { licence, to }) => {
    const from = ensureSigned(origin)
    const slot = ctx.slot(registryStorage.licence, licence)
    if (slot.value === undefined) throw moduleError(registryErrors.UnknownLicence)
    ensure(slot.value.holder === from, registryErrors.NotHolder)
    ensure(slot.value.transferable, registryErrors.NotTransferable)
    const holder = lookup(to)
    slot.value = { ...slot.value, holder }
    ctx.emit(registryEvents.LicenceTransferred, { licence, from, to: holder })
  },
})

export const claim = call({
  index: 14,
  docs: 'Takes what the account was credited with.',
  args: {},
  weight: LICENCE_WEIGHT,
  run: (ctx, origin) => {
    const account = ensureSigned(origin)
    const credit = ctx.slot(registryStorage.claimable, account)
    const amount = credit.value
    ensure(amount > 0n, registryErrors.NothingToClaim)
    credit.remove()
    withdraw(ctx, MARKET_ACCOUNT, amount, 'keepAlive')
    deposit(ctx, account, amount)
    ctx.emit(registryEvents.Claimed, { account, amount })
  },
})
