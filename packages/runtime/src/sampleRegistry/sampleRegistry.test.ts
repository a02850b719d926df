import { type AccountId, type FieldValues, toHex } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { addressOf, type DecodedEvent, type EventDefinition, ROOT, runtimeCall, signedBy } from '@echochain/frame'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MARKET_ACCOUNT, TREASURY_ACCOUNT } from '../accounts.ts'
import { EXISTENTIAL_DEPOSIT } from '../token.ts'
import { DEV_NAMES, devAccount, type DevName } from '../devGenesis.ts'
import { TestWorld } from '../testing/TestWorld.ts'
import { registryEvents, registryStorage } from './declarations.ts'
import { computeOfferHash } from './offerHash.ts'
import type { Offer, Sample } from './records.ts'
import { sampleRegistry } from './sampleRegistry.ts'
import { computeDeposit } from './samples.ts'

const { calls } = sampleRegistry
const ECHO = 10n ** 12n
const hash = (byte: number) => toHex(new Uint8Array(32).fill(byte))

const offerAt = (price: bigint, change: Partial<Offer> = {}): Offer => ({
  kind: 'Commercial',
  terms: hash(7),
  asset: { type: 'Native', value: undefined },
  price: { type: 'Fixed', value: price },
  transferable: true,
  ...change,
})

type Registration = FieldValues<typeof calls.registerSample.args>

const registration = (seed: number, change: Partial<Registration> = {}): Registration => ({
  metadata: { title: `Sample ${seed}`, tags: ['drums'], kind: 'Loop', bpm: 120_000, key: 9 },
  content: {
    durationMs: 4_000,
    format: 'wav',
    size: 705_644n,
    contentCid: Uint8Array.of(1, 0x55, 0x12, 0x20, ...new Uint8Array(32).fill(seed)),
    previewCid: undefined,
    plainHash: hash(seed),
    keyCommitment: undefined,
    plainRoot: hash(seed),
    storageRoot: hash(seed),
    fingerprintHash: undefined,
  },
  offers: [offerAt(10n * ECHO)],
  royalties: [],
  parents: [],
  ...change,
})

const register = (seed: number, change?: Partial<Registration>) =>
  runtimeCall(calls.registerSample, registration(seed, change))
const buy = (sample: number, offer: Offer, maxPrice = offer.price.value) =>
  runtimeCall(calls.buyLicence, { sample, offerHash: computeOfferHash(offer), maxPrice, deliveryKey: undefined })

const valuesOf = (events: readonly DecodedEvent[], event: EventDefinition) =>
  events.filter((candidate) => candidate.event === event).map(({ values }) => values)

const sampleOf = (world: TestWorld, id: number): Sample => world.ctx.get(registryStorage.sample, id)!

describe('register_sample', () => {
  test('stores the record, takes a deposit, and numbers samples from 1', () => {
    const world = new TestWorld()
    world.run('Alice', register(1))
    world.run('Bob', register(2))
    expect(sampleOf(world, 1).metadata.title).toBe('Sample 1')
    expect(sampleOf(world, 2).owner).toBe(devAccount('Bob'))
    expect(world.reserved('Bob')).toBe(sampleOf(world, 2).deposit)
    expect(sampleOf(world, 2).deposit).toBeGreaterThan(ECHO / 10n)
    expect(sampleOf(world, 2).status).toBe('Pending')
  })

  const { content, metadata } = registration(1)
  test.each<[string, Partial<Registration>]>([
    ['EmptyTitle', { metadata: { ...metadata, title: '  ' } }],
    ['BadTag', { metadata: { ...metadata, tags: ['a', 'a'] } }],
    ['BadTag', { metadata: { ...metadata, tags: [''] } }],
    ['BadKey', { metadata: { ...metadata, key: 24 } }],
    ['BadContent', { content: { ...content, contentCid: content.contentCid.subarray(1) } }],
    ['BadContent', { content: { ...content, size: 0n } }],
    ['BadContent', { content: { ...content, storageRoot: hash(9) } }],
    ['SealedFilesNotSupported', { content: { ...content, keyCommitment: hash(1) } }],
    ['DuplicateOffer', { offers: [offerAt(1n), offerAt(2n)] }],
    ['UnsupportedAsset', { offers: [offerAt(1n, { asset: { type: 'Asset', value: 3 } })] }],
    [
      'SharesTooHigh',
      {
        royalties: [
          { account: devAccount('Bob'), basisPoints: 6_000 },
          { account: devAccount('Eve'), basisPoints: 4_001 },
        ],
      },
    ],
    [
      'BadShare',
      {
        royalties: [
          { account: devAccount('Bob'), basisPoints: 1 },
          { account: devAccount('Bob'), basisPoints: 1 },
        ],
      },
    ],
    ['BadShare', { royalties: [{ account: devAccount('Bob'), basisPoints: 0 }] }],
    ['UnknownParent', { parents: [{ sample: 99, basisPoints: 100 }] }],
    ['UpstreamTooHigh', { parents: [{ sample: 1, basisPoints: 5_001 }] }],
  ])('refuses with %s', (error, change) => {
    const world = new TestWorld()
    world.run('Eve', register(200))
    expect(world.failure('Alice', register(1, change))).toBe(`SampleRegistry.${error}`)
    expect(world.reserved('Alice')).toBe(0n)
  })

  test('refuses a file that is registered already', () => {
    const world = new TestWorld()
    world.run('Alice', register(1))
    expect(world.failure('Bob', register(1))).toBe('SampleRegistry.ContentAlreadyRegistered')
  })
})

describe('update_metadata and set_offers', () => {
  test('are the owner’s alone, and the deposit follows the size of the record', () => {
    const world = new TestWorld()
    world.run('Alice', register(1))
    const { metadata } = registration(1)
    const longer = runtimeCall(calls.updateMetadata, {
      sample: 1,
      metadata: { ...metadata, title: 'A much longer title' },
    })
    expect(world.failure('Bob', longer)).toBe('SampleRegistry.NotOwner')
    const before = world.reserved('Alice')
    world.run('Alice', longer)
    expect(world.reserved('Alice')).toBe(before + 11n * 100_000_000n)
    world.run('Alice', runtimeCall(calls.setOffers, { sample: 1, offers: [] }))
    expect(world.reserved('Alice')).toBe(sampleOf(world, 1).deposit)
    expect(world.failure('Alice', runtimeCall(calls.setOffers, { sample: 2, offers: [] }))).toBe(
      'SampleRegistry.UnknownSample',
    )
  })
})

describe('buy_licence', () => {
  test('splits the price among fee, upstream, royalties and owner, and issues the licence', () => {
    const world = new TestWorld()
    world.run('Dave', register(1, { royalties: [{ account: devAccount('Eve'), basisPoints: 5_000 }] }))
    const offer = offerAt(40n * ECHO)
    world.run(
      'Bob',
      register(2, {
        offers: [offer],
        royalties: [{ account: devAccount('Charlie'), basisPoints: 2_500 }],
        parents: [{ sample: 1, basisPoints: 2_000 }],
      }),
    )
    const before = new Map(DEV_NAMES.map((name) => [name, world.free(name)]))
    const treasury = world.free(TREASURY_ACCOUNT)
    const events = world.run('Ferdie', buy(2, offer))
    const gained = (name: DevName) => world.free(name) - before.get(name)!
    const fee = ECHO // 2.5 % of 40
    const upstream = (39n * ECHO * 2_000n) / 10_000n
    const rest = 39n * ECHO - upstream
    expect(gained('Dave')).toBe(upstream / 2n)
    expect(gained('Eve')).toBe(upstream / 2n)
    expect(gained('Charlie')).toBe(rest / 4n)
    expect(gained('Bob')).toBe(rest - rest / 4n)
    expect(world.free(MARKET_ACCOUNT)).toBe(EXISTENTIAL_DEPOSIT + fee / 5n)
    expect(world.free(TREASURY_ACCOUNT) - treasury).toBeGreaterThan((fee * 30n) / 100n - 1n)
    const [settled] = valuesOf(events, registryEvents.PurchaseSettled)
    expect(settled).toEqual({
      purchase: 1,
      fee,
      burned: fee / 2n,
      treasury: (fee * 3n) / 10n,
      deliveryEscrow: fee / 5n,
    })
    expect(world.ctx.get(registryStorage.licence, 1)).toMatchObject({
      sample: 2,
      holder: devAccount('Ferdie'),
      kind: 'Commercial',
      terms: hash(7),
    })
    expect(world.ctx.get(registryStorage.purchase, 1)).toMatchObject({
      state: 'Settled',
      licence: 1,
      deliveryEscrow: fee / 5n,
      price: 40n * ECHO,
    })
    const { issuance, accounts } = world.supply()
    expect(accounts).toBe(issuance)
  })

  test('holds the seller to the terms the buyer named, and the price to the buyer’s maximum', () => {
    const world = new TestWorld()
    const offer = offerAt(10n * ECHO)
    world.run('Alice', register(1, { offers: [offer] }))
    expect(world.failure('Bob', buy(1, { ...offer, terms: hash(8) }))).toBe('SampleRegistry.OfferNotFound')
    expect(world.failure('Bob', buy(1, offer, 10n * ECHO - 1n))).toBe('SampleRegistry.PriceTooHigh')
    expect(world.failure('Alice', buy(1, offer))).toBe('SampleRegistry.OwnSample')
    expect(world.failure('Bob', buy(9, offer))).toBe('SampleRegistry.UnknownSample')
    const withKey = {
      sample: 1,
      offerHash: computeOfferHash(offer),
      maxPrice: 10n * ECHO,
      deliveryKey: new Uint8Array(32),
    }
    expect(world.failure('Bob', runtimeCall(calls.buyLicence, withKey))).toBe('SampleRegistry.DeliveryKeyNotNeeded')
    world.run('Alice', runtimeCall(calls.setOffers, { sample: 1, offers: [offerAt(8n * ECHO)] }))
    expect(world.failure('Bob', buy(1, offer)), 'the same terms at a lower price').toBeUndefined()
  })

  test('a buyer without the money keeps it', () => {
    const world = new TestWorld()
    const offer = offerAt(10n ** 30n)
    world.run('Alice', register(1, { offers: [offer] }))
    expect(world.failure('Bob', buy(1, offer))).toBe('Token.FundsUnavailable')
    expect(world.ctx.get(registryStorage.nextPurchaseId)).toBe(1)
  })

  test('an exclusive licence ends the sale', () => {
    const world = new TestWorld()
    const offer = offerAt(ECHO, { kind: 'Exclusive' })
    world.run('Alice', register(1, { offers: [offer] }))
    world.run('Bob', buy(1, offer))
    const record = world.ctx.get(registryStorage.sample, 1)!
    expect(record.deposit, 'the room of the offers is paid back').toBe(computeDeposit(record))
    expect(world.failure('Charlie', buy(1, offer))).toBe('SampleRegistry.NotForSale')
    expect(world.failure('Alice', runtimeCall(calls.setOffers, { sample: 1, offers: [offer] }))).toBe(
      'SampleRegistry.ExclusivelyLicensed',
    )
  })

  test('shares too small for an account that does not exist are credited and claimed later', () => {
    const world = new TestWorld()
    const stranger = keypairFromUri('//Stranger', 'sr25519').account
    const offer = offerAt(EXISTENTIAL_DEPOSIT)
    world.run('Alice', register(1, { offers: [offer], royalties: [{ account: stranger, basisPoints: 5_000 }] }))
    const [share] = valuesOf(world.run('Bob', buy(1, offer)), registryEvents.SharePaid)
    expect(share).toMatchObject({ to: stranger, credited: true })
    expect(world.ctx.get(registryStorage.claimable, stranger)).toBe(share.amount)
    expect(world.failure('Bob', runtimeCall(calls.claim, {}))).toBe('SampleRegistry.NothingToClaim')
    world.run(
      'Alice',
      runtimeCall(world.runtime.modules.find(({ name }) => name === 'Balances')!.calls!.transferKeepAlive, {
        dest: addressOf(stranger),
        value: ECHO,
      }),
    )
    const [claimed] = valuesOf(world.run(stranger, runtimeCall(calls.claim, {})), registryEvents.Claimed)
    expect(claimed.amount).toBe(share.amount)
    expect(world.ctx.get(registryStorage.claimable, stranger)).toBe(0n)
  })
})

describe('set_status and report', () => {
  test('only root judges; what is rejected, disputed or removed cannot be bought', () => {
    const world = new TestWorld()
    const offer = offerAt(ECHO)
    world.run('Alice', register(1, { offers: [offer] }))
    const judge = (status: Sample['status']) => runtimeCall(calls.setStatus, { sample: 1, status })
    expect(world.failure('Alice', judge('Approved'))).toBe('BadOrigin')
    for (const status of ['Rejected', 'Disputed', 'Removed'] as const) {
      world.dispatch(judge(status), ROOT)
      expect(world.failure('Bob', buy(1, offer)), status).toBe('SampleRegistry.NotForSale')
    }
    expect(() => world.dispatch(judge('Removed'), ROOT)).toThrow('StatusUnchanged')
    world.dispatch(judge('Approved'), ROOT)
    expect(world.failure('Bob', buy(1, offer))).toBeUndefined()
  })

  test('where approval is required, pending samples wait for it', () => {
    const world = new TestWorld({ requireApproval: true })
    const offer = offerAt(ECHO)
    world.run('Alice', register(1, { offers: [offer] }))
    expect(world.failure('Bob', buy(1, offer))).toBe('SampleRegistry.NotForSale')
    world.dispatch(runtimeCall(calls.setStatus, { sample: 1, status: 'Approved' }), ROOT)
    expect(world.failure('Bob', buy(1, offer))).toBeUndefined()
  })

  test('reports are counted and shown', () => {
    const world = new TestWorld()
    world.run('Alice', register(1))
    const call = runtimeCall(calls.report, { sample: 1, reason: 'Copyright', details: 'From my record' })
    const [values] = valuesOf(world.run('Bob', call), registryEvents.SampleReported)
    expect(values).toEqual({ sample: 1, by: devAccount('Bob'), reason: 'Copyright', details: 'From my record' })
    expect(world.ctx.get(registryStorage.reportCount, 1)).toBe(1)
  })
})

describe('transfer_ownership', () => {
  const offerTo = (to: AccountId) => runtimeCall(calls.transferOwnership, { sample: 1, to: addressOf(to) })
  const accept = runtimeCall(calls.acceptOwnership, { sample: 1, deliveryKey: undefined })

  test('moves sample and deposit once the new owner accepts', () => {
    const world = new TestWorld()
    world.run('Alice', register(1))
    const { deposit } = sampleOf(world, 1)
    expect(world.failure('Bob', offerTo(devAccount('Bob')))).toBe('SampleRegistry.NotOwner')
    world.run('Alice', offerTo(devAccount('Bob')))
    expect(world.failure('Charlie', accept)).toBe('SampleRegistry.NotOffered')
    world.run('Bob', accept)
    expect(sampleOf(world, 1).owner).toBe(devAccount('Bob'))
    expect([world.reserved('Alice'), world.reserved('Bob')]).toEqual([0n, deposit])
    expect(world.failure('Bob', accept)).toBe('SampleRegistry.NotOffered')
  })

  test('either side may cancel before', () => {
    const world = new TestWorld()
    world.run('Alice', register(1))
    for (const canceller of ['Alice', 'Bob'] as const) {
      world.run('Alice', offerTo(devAccount('Bob')))
      expect(world.failure('Charlie', offerTo(devAccount('Alice')))).toBe('SampleRegistry.NotOffered')
      world.run(canceller, offerTo(devAccount('Alice')))
      expect(world.failure('Bob', accept), canceller).toBe('SampleRegistry.NotOffered')
    }
  })
})

test('transfer_licence: by the holder, if the terms allow it', () => {
  const world = new TestWorld()
  const [open, bound] = [offerAt(ECHO), offerAt(ECHO, { transferable: false })]
  world.run('Alice', register(1, { offers: [open, bound] }))
  world.run('Bob', buy(1, open))
  world.run('Bob', buy(1, bound))
  const handOn = (licence: number) => runtimeCall(calls.transferLicence, { licence, to: addressOf(devAccount('Eve')) })
  expect(world.failure('Charlie', handOn(1))).toBe('SampleRegistry.NotHolder')
  expect(world.failure('Bob', handOn(2))).toBe('SampleRegistry.NotTransferable')
  expect(world.failure('Bob', handOn(3))).toBe('SampleRegistry.UnknownLicence')
  world.run('Bob', handOn(1))
  expect(world.ctx.get(registryStorage.licence, 1)?.holder).toBe(devAccount('Eve'))
})

test('computeOfferHash: everything but the amount changes it', () => {
  const offer = offerAt(1n)
  expect(computeOfferHash(offerAt(2n))).toBe(computeOfferHash(offer))
  const others: Partial<Offer>[] = [
    { kind: 'Personal' },
    { terms: hash(8) },
    { asset: { type: 'Asset', value: 0 } },
    { transferable: false },
  ]
  const hashes = others.map((change) => computeOfferHash({ ...offer, ...change }))
  expect(new Set([computeOfferHash(offer), ...hashes]).size).toBe(5)
})

test('supply is conserved and the market account covers what it owes, over random calls', () => {
  const name = fc.constantFrom(...DEV_NAMES)
  const price = fc.oneof(fc.bigInt(0n, 100n * ECHO), fc.bigInt(0n, 10n ** 8n))
  const share = fc.integer({ min: 0, max: 4_000 })
  const step = fc.record({ who: name, other: name, price, share, id: fc.integer({ min: 1, max: 6 }), kind: fc.nat(5) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const world = new TestWorld()
      for (const [at, { who, other, price: amount, share: basisPoints, id, kind }] of steps.entries()) {
        const known = world.ctx.get(registryStorage.sample, id)
        const call = [
          register(at, {
            offers: [offerAt(amount)],
            royalties: basisPoints
              ? [{ account: keypairFromUri(`//Share${at % 3}`, 'sr25519').account, basisPoints }]
              : [],
            parents: known && basisPoints ? [{ sample: id, basisPoints }] : [],
          }),
          buy(id, known?.offers[0] ?? offerAt(1n)),
          runtimeCall(calls.setOffers, { sample: id, offers: [offerAt(amount)] }),
          runtimeCall(calls.transferOwnership, { sample: id, to: addressOf(devAccount(other)) }),
          runtimeCall(calls.acceptOwnership, { sample: id, deliveryKey: undefined }),
          runtimeCall(calls.claim, {}),
        ][kind]
        world.failure(who, call)
        const { issuance, accounts } = world.supply()
        expect(accounts).toBe(issuance)
      }
      let owed = EXISTENTIAL_DEPOSIT
      for (let id = 1; id < world.ctx.get(registryStorage.nextPurchaseId); id++)
        owed += world.ctx.get(registryStorage.purchase, id)!.deliveryEscrow
      for (let i = 0; i < 3; i++)
        owed += world.ctx.get(registryStorage.claimable, keypairFromUri(`//Share${i}`, 'sr25519').account)
      expect(world.free(MARKET_ACCOUNT)).toBe(owed)
    }),
    { numRuns: 60 },
  )
})

test('calls need a signature where they act for an account', () => {
  expect(() => new TestWorld().dispatch(register(1), ROOT)).toThrow('origin')
  expect(() =>
    new TestWorld().dispatch(
      runtimeCall(calls.setStatus, { sample: 1, status: 'Approved' }),
      signedBy(devAccount('Alice')),
    ),
  ).toThrow('origin')
})
