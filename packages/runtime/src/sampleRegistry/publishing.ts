import { u32, vec } from '@echochain/codec'
import { call, ensure, ensureSigned, type Slot } from '@echochain/frame'
import { consensusStorage } from '../consensus/declarations.ts'
import { REGISTER_SAMPLE_WEIGHT, UPDATE_SAMPLE_WEIGHT } from '../weights.ts'
import { MAX_OFFERS, MAX_PARENTS, MAX_ROYALTIES } from './bounds.ts'
import { checkContent, checkMetadata, checkOffers, checkParents, checkRoyalties } from './checks.ts'
import { registryErrors, registryEvents, registryStorage } from './declarations.ts'
import { Offer, Parent, RoyaltyShare, type Sample, SampleContent, SampleMetadata } from './records.ts'
import { ownedSampleSlot, rewrite } from './samples.ts'

export const registerSample = call({
  index: 0,
  docs:
    'Publishes a sample: what it is, the file it is, the licences for sale, who shares its royalties, and the samples ' +
    'it is made from with their part of each sale. Takes a deposit for the room its record needs.',
  args: {
    metadata: SampleMetadata,
    content: SampleContent,
    offers: vec(Offer, MAX_OFFERS),
    royalties: vec(RoyaltyShare, MAX_ROYALTIES),
    parents: vec(Parent, MAX_PARENTS),
  },
  weight: REGISTER_SAMPLE_WEIGHT,
  run: (ctx, origin, { metadata, content, offers, royalties, parents }) => {
    const owner = ensureSigned(origin)
    checkMetadata(metadata)
    checkContent(content)
    checkOffers(offers, { exclusivelyLicensed: false })
    checkRoyalties(royalties)
    checkParents(ctx, parents)
    const byContent = ctx.slot(registryStorage.sampleByContent, content.contentCid)
    ensure(!byContent.exists, registryErrors.ContentAlreadyRegistered)
    const nextId = ctx.slot(registryStorage.nextSampleId)
    const sample = nextId.value
    nextId.value = sample + 1
    byContent.value = sample
    const record: Sample = {
      owner,
      metadata,
      content,
      offers,
      royalties,
      parents,
      status: 'Pending',
      exclusivelyLicensed: false,
      keyAgent: undefined,
      deposit: 0n,
      disputeBond: 0n,
      registeredAt: ctx.block.number,
      registeredLiveMs: ctx.get(consensusStorage.liveTimeMs),
    }
    rewrite(ctx, ctx.slot(registryStorage.sample, sample) as Slot<Sample>, record)
    ctx.emit(registryEvents.SampleRegistered, { sample, owner })
  },
})

export const updateMetadata = call({
  index: 1,
  docs: 'Corrects how a sample is described. The file, its shares and its parents stay.',
  args: { sample: u32, metadata: SampleMetadata },
  weight: UPDATE_SAMPLE_WEIGHT,
  run: (ctx, origin, { sample, metadata }) => {
    const slot = ownedSampleSlot(ctx, sample, ensureSigned(origin))
    checkMetadata(metadata)
    rewrite(ctx, slot, { ...slot.value, metadata })
    ctx.emit(registryEvents.MetadataUpdated, { sample })
  },
})

export const setOffers = call({
  index: 2,
  docs: 'Replaces the licences for sale. Licences already bought stay as they are.',
  args: { sample: u32, offers: vec(Offer, MAX_OFFERS) },
  weight: UPDATE_SAMPLE_WEIGHT,
  run: (ctx, origin, { sample, offers }) => {
    const slot = ownedSampleSlot(ctx, sample, ensureSigned(origin))
    checkOffers(offers, slot.value)
    rewrite(ctx, slot, { ...slot.value, offers })
    ctx.emit(registryEvents.OffersSet, { sample })
  },
})
