import { fixedBytes, option, u32 } from '@echochain/codec'
import { call, ensure, ensureSigned, lookup, MultiAddress } from '@echochain/frame'
import { reserve, unreserve } from '../balances/ledger.ts'
import { UPDATE_SAMPLE_WEIGHT } from '../weights.ts'
import { registryErrors, registryEvents, registryStorage } from './declarations.ts'
import { sampleSlot } from './samples.ts'

export const transferOwnership = call({
  index: 4,
  docs:
    'Offers a sample to a new owner, who has to accept it. Either side may cancel before: the owner by naming itself, ' +
    'the new owner by naming the present one.',
  args: { sample: u32, to: MultiAddress },
  weight: UPDATE_SAMPLE_WEIGHT,
  run: (ctx, origin, { sample, to }) => {
    const by = ensureSigned(origin)
    const { owner } = sampleSlot(ctx, sample).value
    const newOwner = lookup(to)
    const offer = ctx.slot(registryStorage.ownershipOffer, sample)
    if (newOwner === owner) {
      ensure(offer.exists && (by === owner || by === offer.value?.to), registryErrors.NotOffered)
      offer.remove()
      return ctx.emit(registryEvents.OwnershipOfferCancelled, { sample, by })
    }
    ensure(by === owner, registryErrors.NotOwner)
    offer.value = { to: newOwner, offeredAt: ctx.block.number }
    ctx.emit(registryEvents.OwnershipOffered, { sample, from: owner, to: newOwner })
  },
})

export const acceptOwnership = call({
  index: 5,
  docs: 'Takes over a sample one was offered, with its deposit. A sample stored in the clear moves at once.',
  args: { sample: u32, deliveryKey: option(fixedBytes(32)) },
  weight: UPDATE_SAMPLE_WEIGHT,
  run: (ctx, origin, { sample, deliveryKey }) => {
    const to = ensureSigned(origin)
    const slot = sampleSlot(ctx, sample)
    const offer = ctx.slot(registryStorage.ownershipOffer, sample)
    ensure(offer.value?.to === to, registryErrors.NotOffered)
    ensure(deliveryKey === undefined, registryErrors.DeliveryKeyNotNeeded)
    const { owner: from, deposit } = slot.value
    reserve(ctx, to, deposit)
    unreserve(ctx, from, deposit)
    offer.remove()
    slot.value = { ...slot.value, owner: to, keyAgent: undefined }
    ctx.emit(registryEvents.OwnershipTransferred, { sample, from, to })
  },
})
