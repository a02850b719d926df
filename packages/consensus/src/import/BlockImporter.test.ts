import { decode, encode, merkleRoot, toHex } from '@echochain/codec'
import {
  bareExtrinsic,
  Block,
  type DigestItem,
  type Header,
  type OpaqueExtrinsic,
  type Runtime,
  runtimeCall,
} from '@echochain/frame'
import {
  createRuntime,
  devAccount,
  devValidatorKey,
  preRuntimeLogs,
  PRESETS,
  readClaims,
  setRootsLog,
  SlotClaim,
} from '@echochain/runtime'
import { beforeEach, describe, expect, test } from 'vitest'
import { devKeypair, TestChain, traceOf } from '../testing/index.ts'
import { revealRoot } from './checkHeader.ts'
import type { ImportErrorCode } from './ImportError.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const NO_HASH = `0x${'ab'.repeat(32)}` as const

let it: TestChain
let valid: Block

/** A valid block of one transfer on a chain of some blocks, with another transfer in the pool. */
beforeEach(async () => {
  it = await TestChain.open({ validators: ['Alice', 'Bob', 'Charlie'] })
  await it.produceMany(3)
  await it.pool.submit(it.signer.transfer(BOB, ALICE.account, 7n))
  it.enter(it.slot + 1n)
  valid = await it.builder.build(it.chain.best, it.slot, [it.signer.transfer(ALICE, BOB.account, 5n)])
})

/** Imports what must be refused, and looks for what it may have left. */
async function expectRefused(code: ImportErrorCode, block: Block): Promise<void> {
  await it.keeper.settle() // the base follows finality in the background
  const before = traceOf(it)
  await expect(it.importer.import(block)).rejects.toMatchObject({ name: 'Error', code })
  expect(traceOf(it)).toEqual(before)
}

const forge = (header: Partial<Header>) => it.builder.forge(valid, { header })
const withLogs = (logs: readonly DigestItem[]) => forge({ digest: { logs } })
const unsealed = (block: Block) => block.header.digest.logs.slice(0, -1)
const withClaim = (change: Partial<SlotClaim>, author = readClaims(unsealed(valid)).author) => {
  const claims = readClaims(unsealed(valid))
  return withLogs([...preRuntimeLogs(author, { ...claims.claim, ...change }), setRootsLog(claims.setRoots)])
}
const withExtrinsics = (...extrinsics: readonly OpaqueExtrinsic[]) => it.builder.forge(valid, { extrinsics })
const inherent = () => valid.extrinsics[0]

test('the block that is broken in all these ways is valid itself, also when it comes as bytes', async () => {
  const node = await it.importer.import(decode(Block, encode(Block, valid)))
  expect(it.chain.best).toBe(node)
  expect(it.signer.nonceOf(ALICE.account)).toBe(1)
})

describe('where a block stands in the chain', () => {
  test('ALREADY_KNOWN: the best block, one on a branch, a finalized one', async () => {
    const sibling = await it.builder.build(it.chain.best, it.slot)
    await it.importer.import(valid)
    await it.importer.import(sibling)
    await expectRefused('ALREADY_KNOWN', valid)
    await expectRefused('ALREADY_KNOWN', sibling)
    await it.produceMany(12)
    expect(it.chain.finalized.number).toBeGreaterThan(valid.header.number)
    await expectRefused('ALREADY_KNOWN', it.chain.block(it.chain.hashAt(2)!)!)
  })

  test('UNKNOWN_PARENT: nothing is known of the parent', async () => {
    await expectRefused('UNKNOWN_PARENT', forge({ parentHash: NO_HASH }))
  })

  test('BELOW_FINALIZED: a sibling of the finalized block, one deeper, one on a branch that has lost', async () => {
    const genesis = it.chain.node(it.chain.genesisHash)!
    const onGenesis = await it.builder.build(genesis, 4n)
    const lost = await it.importer.import(await it.builder.build(genesis, 3n))
    const onLost = await it.builder.build(lost, it.slot)
    await it.importer.import(valid)
    await it.produceMany(12)
    const { finalized } = it.chain
    const atFinalized = { ...onGenesis, header: { ...onGenesis.header, number: finalized.number } }
    await expectRefused('BELOW_FINALIZED', onGenesis)
    await expectRefused('BELOW_FINALIZED', onLost)
    await expectRefused('BELOW_FINALIZED', it.builder.forge(atFinalized, {}))
  })

  test('WRONG_NUMBER: not one more than the parent', async () => {
    const { number } = valid.header
    for (const wrong of [0, number - 1, number + 1, 2 ** 32 - 1])
      await expectRefused('WRONG_NUMBER', forge({ number: wrong }))
  })

  test('SLOT_NOT_AFTER_PARENT: the parent’s slot, or before it', async () => {
    const { slot } = it.chain.best
    await expectRefused('SLOT_NOT_AFTER_PARENT', withClaim({ slot }))
    await expectRefused('SLOT_NOT_AFTER_PARENT', withClaim({ slot: 0n }))
  })

  test('FUTURE_SLOT: a slot that has not begun, by one millisecond', async () => {
    const early = await it.builder.build(it.chain.best, it.slot + 1n)
    it.clock.advanceBy(999)
    await expectRefused('FUTURE_SLOT', early)
    it.clock.advanceBy(1)
    await it.importer.import(early)
  })
})

describe('who made it', () => {
  test('BAD_DIGEST: a log missing, in another place, of another engine, too much, not decodable', async () => {
    const [author, claim, roots] = unsealed(valid)
    const bytes = (log: DigestItem) => (log.value as readonly [Uint8Array, Uint8Array])[1]
    for (const logs of [
      [],
      [author, claim],
      [claim, author, roots],
      [author, claim, roots, roots],
      [author, claim, roots, { type: 'Other', value: Uint8Array.of(1) }],
      [{ type: 'PreRuntime', value: [bytes(author).subarray(0, 4), bytes(author)] }, claim, roots],
      [
        author,
        { type: 'PreRuntime', value: [(claim.value as [Uint8Array, Uint8Array])[0], bytes(claim).slice(1)] },
        roots,
      ],
      [author, claim, { type: 'PreRuntime', value: roots.value }],
    ] as DigestItem[][])
      await expectRefused('BAD_DIGEST', withLogs(logs))
    const seal = valid.header.digest.logs.at(-1)!
    const [engine, signature] = seal.value as [Uint8Array, Uint8Array]
    for (const broken of [
      [...unsealed(valid), { type: 'Seal', value: [engine, signature.slice(1)] }],
      [...unsealed(valid), { type: 'Seal', value: [Uint8Array.of(1, 2, 3, 4), signature] }],
      [...unsealed(valid), seal, seal],
      [seal, ...unsealed(valid)],
    ] as DigestItem[][])
      await expectRefused('BAD_DIGEST', { ...valid, header: { ...valid.header, digest: { logs: broken } } })
  })

  test('WRONG_PROPOSER: another validator, none, or the right one under another name', async () => {
    const { validatorIndex, slot } = readClaims(unsealed(valid)).claim
    for (const other of [(validatorIndex + 1) % 3, (validatorIndex + 2) % 3]) {
      const key = devValidatorKey((['Alice', 'Bob', 'Charlie'] as const)[other])
      const reveal = key.sign(revealRoot(it.chain.genesisHash, slot))
      await expectRefused('WRONG_PROPOSER', withClaim({ validatorIndex: other, reveal }))
    }
    await expectRefused('WRONG_PROPOSER', withClaim({ validatorIndex: 3 }))
    await expectRefused('WRONG_PROPOSER', withClaim({}, devAccount('Ferdie')))
  })

  test('WRONG_SET_ROOTS: another set of validators, now or in two epochs', async () => {
    const { author, claim, setRoots } = readClaims(unsealed(valid))
    for (const at of [0, 1, 2]) {
      const roots = setRoots.with(at, NO_HASH) as unknown as typeof setRoots
      await expectRefused('WRONG_SET_ROOTS', withLogs([...preRuntimeLogs(author, claim), setRootsLog(roots)]))
    }
  })

  test('BAD_REVEAL: the reveal of another slot, of another validator, or no signature', async () => {
    const { claim } = readClaims(unsealed(valid))
    const key = devValidatorKey((['Alice', 'Bob', 'Charlie'] as const)[claim.validatorIndex])
    const other = devValidatorKey('Ferdie')
    const { genesisHash } = it.chain
    await expectRefused('BAD_REVEAL', withClaim({ reveal: key.sign(revealRoot(genesisHash, claim.slot + 1n)) }))
    await expectRefused('BAD_REVEAL', withClaim({ reveal: key.sign(revealRoot(NO_HASH, claim.slot)) }))
    await expectRefused('BAD_REVEAL', withClaim({ reveal: other.sign(revealRoot(genesisHash, claim.slot)) }))
    await expectRefused('BAD_REVEAL', withClaim({ reveal: new Uint8Array(96) }))
  })

  test('BAD_SEAL: none, another block’s, or anything changed after sealing', async () => {
    const { header } = valid
    const seal = header.digest.logs.at(-1)!
    const another = forge({ stateRoot: NO_HASH })
    const sealed = (log: DigestItem[]) => ({
      ...valid,
      header: { ...header, digest: { logs: [...unsealed(valid), ...log] } },
    })
    await expectRefused('BAD_SEAL', sealed([]))
    await expectRefused('BAD_SEAL', sealed([another.header.digest.logs.at(-1)!]))
    await expectRefused('BAD_SEAL', { ...valid, header: { ...header, stateRoot: NO_HASH } })
    await expectRefused('BAD_SEAL', { ...valid, header: { ...header, extrinsicsRoot: NO_HASH } })
    expect(seal.type).toBe('Seal')
  })
})

describe('what it holds', () => {
  test('TOO_LARGE: more bytes than any block, or than the runtime allows', async () => {
    await expectRefused('TOO_LARGE', withExtrinsics(...Array.from({ length: 61 }, () => new Uint8Array(100_000))))
    await expectRefused('TOO_LARGE', withExtrinsics(inherent(), new Uint8Array(PRESETS.dev.maxBlockBytes)))
  })

  test('WRONG_EXTRINSICS_ROOT: other extrinsics than the header’s, or another order', async () => {
    await expectRefused('WRONG_EXTRINSICS_ROOT', forge({ extrinsicsRoot: NO_HASH }))
    await expectRefused('WRONG_EXTRINSICS_ROOT', { ...valid, extrinsics: valid.extrinsics.slice(0, 1) })
    await expectRefused('WRONG_EXTRINSICS_ROOT', { ...valid, extrinsics: valid.extrinsics.toReversed() })
  })

  test('UNDECODABLE_EXTRINSIC: bytes that are none, one byte too many, an unknown call', async () => {
    const transfer = valid.extrinsics[1]
    const longer = Uint8Array.of(...transfer, 0)
    const unknownCall = Uint8Array.of(3 << 2, 4, 250, 250)
    for (const broken of [new Uint8Array(0), Uint8Array.of(0), longer, transfer.slice(0, -1), unknownCall])
      await expectRefused('UNDECODABLE_EXTRINSIC', withExtrinsics(inherent(), broken))
  })

  test('INVALID_EXTRINSIC: inherents missing, twice, late, at another time', async () => {
    const { runtime } = it
    const { call, create } = runtime.inherents[0]
    const at = (now: bigint) => bareExtrinsic(runtime, runtimeCall(call, { now }))
    const time = create({ timestampMs: 0n }) && BigInt(it.clock.now())
    await expectRefused('INVALID_EXTRINSIC', withExtrinsics())
    await expectRefused('INVALID_EXTRINSIC', withExtrinsics(valid.extrinsics[1]))
    await expectRefused('INVALID_EXTRINSIC', withExtrinsics(inherent(), inherent()))
    await expectRefused('INVALID_EXTRINSIC', withExtrinsics(valid.extrinsics[1], inherent()))
    for (const wrong of [0n, time! - 1n, time! + 1n, time! + 1000n])
      await expectRefused('INVALID_EXTRINSIC', withExtrinsics(at(wrong)))
  })

  test('INVALID_EXTRINSIC: a nonce used before or not yet due, a fee that cannot be paid, an unsigned transfer', async () => {
    const poor = devKeypair('Alice')
    const pay = (signing: object) => it.signer.transfer(poor, BOB.account, 5n, signing)
    await expectRefused('INVALID_EXTRINSIC', withExtrinsics(inherent(), pay({ nonce: 1 })))
    await expectRefused('INVALID_EXTRINSIC', withExtrinsics(inherent(), pay({ nonce: 0 }), pay({ nonce: 0, tip: 1n })))
    await expectRefused('INVALID_EXTRINSIC', withExtrinsics(inherent(), pay({ tip: 10n ** 30n })))
    const unsigned = bareExtrinsic(it.runtime, it.signer.transferCall(BOB.account, 5n))
    await expectRefused('INVALID_EXTRINSIC', withExtrinsics(inherent(), unsigned))
  })

  test('BAD_SIGNATURE: one bit of a signature, one of a payload; known from the pool or not', async () => {
    const flipped = valid.extrinsics[1].slice()
    flipped[40] ^= 1
    await expectRefused('BAD_SIGNATURE', withExtrinsics(inherent(), flipped))
    const other = valid.extrinsics[1].slice()
    other[other.length - 1] ^= 4
    await expectRefused('BAD_SIGNATURE', withExtrinsics(inherent(), other))
    await it.pool.submit(valid.extrinsics[1])
    await expectRefused('BAD_SIGNATURE', withExtrinsics(inherent(), flipped))
  })

  test('WRONG_LOGS: a log that the block did not make', async () => {
    await expectRefused('WRONG_LOGS', withLogs([...unsealed(valid), { type: 'RuntimeEnvironmentUpdated' }]))
  })

  test('WRONG_STATE_ROOT: another state than the block comes to', async () => {
    await expectRefused('WRONG_STATE_ROOT', forge({ stateRoot: NO_HASH }))
    await expectRefused('WRONG_STATE_ROOT', forge({ stateRoot: it.chain.best.header.stateRoot }))
  })
})

/** A runtime in which a call breaks in a way that no rule foresees. */
function faultyRuntime(runtime: Runtime): Runtime {
  const { callCodec } = runtime
  return {
    ...runtime,
    callCodec: {
      ...callCodec,
      read: (input) => {
        const { call, args } = callCodec.read(input)
        const run = () => {
          throw new RangeError('This module has a fault')
        }
        return call.path === 'System.remark' ? { call: { ...call, run }, args } : { call, args }
      },
    },
  }
}

test('EXECUTION_FAILED: a fault in the runtime refuses the block, and costs a proposer only the one transaction', async () => {
  it = await TestChain.open({ runtimes: [faultyRuntime(createRuntime(PRESETS.dev))] })
  await it.produce()
  const remark = it.runtime.modules.find(({ name }) => name === 'System')!.calls!.remark
  const poison = it.signer.sign(runtimeCall(remark, { remark: new Uint8Array(4) }), ALICE)
  const hash = await it.pool.submit(poison)
  await it.pool.submit(it.signer.transfer(BOB, ALICE.account, 5n))
  valid = it.chain.block((await it.produce()).hash)!
  expect(valid.extrinsics).toHaveLength(2)
  expect(it.pool.find(hash)).toBeUndefined()
  it.enter(it.slot + 1n)
  valid = await it.builder.build(it.chain.best, it.slot)
  await expectRefused('EXECUTION_FAILED', withExtrinsics(inherent(), poison))
})

test('QUEUE_FULL: blocks that wait are bounded in number; the node’s own work is not refused for it', async () => {
  const waiting = Array.from({ length: 256 }, () => it.importer.import(valid))
  await expect(it.importer.import(valid)).rejects.toMatchObject({ code: 'QUEUE_FULL' })
  let ownRan = 0
  const own = it.importer.exclusively(async () => (ownRan = it.importer.waiting))
  const results = await Promise.allSettled(waiting)
  expect(results.map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(1)
  await own
  expect(ownRan).toBe(256) // ran as the second: before all that waited
  expect(it.importer.waiting).toBe(0)
})

test('QUEUE_FULL: blocks that wait are bounded in bytes', async () => {
  const large = { ...valid, extrinsics: [new Uint8Array(5_900_000)] }
  const waiting = Array.from({ length: 11 }, () => it.importer.import(large))
  await expect(it.importer.import(large)).rejects.toMatchObject({ code: 'QUEUE_FULL' })
  for (const result of await Promise.allSettled(waiting))
    expect(result).toMatchObject({ reason: { code: 'TOO_LARGE' } })
  await expect(it.importer.import(large)).rejects.toMatchObject({ code: 'TOO_LARGE' })
})

test('CLOSED: what was taken is done, nothing else is taken', async () => {
  const last = it.importer.import(valid)
  const closing = it.importer.close()
  await expect(it.importer.import(valid)).rejects.toMatchObject({ code: 'CLOSED' })
  await expect(it.importer.exclusively(async () => 1)).rejects.toMatchObject({ code: 'CLOSED' })
  await closing
  expect(it.chain.best).toBe(await last)
})

test('siblings are kept: two blocks of one proposer for one slot are both known', async () => {
  const other = await it.builder.build(it.chain.best, it.slot, [it.signer.transfer(ALICE, BOB.account, 6n)])
  const [a, b] = [await it.importer.import(valid), await it.importer.import(other)]
  expect(it.chain.hashesAt(a.number).toSorted()).toEqual([a.hash, b.hash].toSorted())
  expect(toHex(merkleRoot(it.chain.block(b.hash)!.extrinsics))).toBe(b.header.extrinsicsRoot)
  expect(it.chain.best).toBe(a.hash > b.hash ? a : b)
})
