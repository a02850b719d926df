import { utf8 } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { codeMarker, runtimeCall } from '@echochain/frame'
import { codeMarkerOf, createRuntime, PRESETS } from '@echochain/runtime'
import { describe, expect, test } from 'vitest'
import { devKeypair, entriesOf, TestChain, traceOf } from '../testing/index.ts'
import type { BlockNode } from './BlockTree.ts'

const SUDO = keypairFromUri('//Alice', 'sr25519')
const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const RUNTIME_100 = createRuntime(PRESETS.dev)
const RUNTIME_101 = createRuntime(PRESETS.dev, { specVersion: 101 })
const both = { runtimes: [RUNTIME_100, RUNTIME_101] }
const onlyOld = { runtimes: [RUNTIME_100] }

/** The transaction that puts runtime 101 in force. */
function upgrade(it: TestChain): Uint8Array {
  const call = (module: string, name: string) => it.runtime.modules.find((m) => m.name === module)!.calls![name]
  const code = utf8(codeMarkerOf(PRESETS.dev, 101))
  const setCode = runtimeCall(call('System', 'setCode'), { code })
  return it.signer.sign(runtimeCall(call('Sudo', 'sudo'), { call: setCode }), SUDO)
}

const specVersionAt = (it: TestChain, { hash }: BlockNode) => it.chain.runtimeAt(hash).version.specVersion

describe('a node that has the next runtime', () => {
  test('executes the block of the upgrade with the old one, its children with the new one', async () => {
    const it = await TestChain.open(both)
    const before = await it.produce()
    await it.pool.submit(upgrade(it))
    const enacting = await it.produce()
    expect([before, enacting].map((node) => specVersionAt(it, node))).toEqual([100, 101])
    expect(enacting.header.digest.logs.map(({ type }) => type)).toContain('RuntimeEnvironmentUpdated')
    const after = await it.produce()
    expect(after.header.digest.logs.map(({ type }) => type)).not.toContain('RuntimeEnvironmentUpdated')
    expect(codeMarker.prefix).toEqual(utf8(':code'))
  })

  test('drops what was signed for the old runtime, and includes what is signed for the new one', async () => {
    const it = await TestChain.open(both)
    await it.produce()
    await it.pool.submit(upgrade(it))
    const poorly = it.signer.transfer(BOB, ALICE.account, 5n, { nonce: 1 }) // waits for nonce 0, so is not included
    const statuses: string[] = []
    it.pool.watch(await it.pool.submit(poorly), ({ type }) => statuses.push(type))
    await it.produce()
    expect(statuses).toEqual(['future', 'invalid'])
    expect(it.pool.size.transactions).toBe(0)
    await expect(
      it.pool.submit(it.signer.transfer(BOB, ALICE.account, 5n, { specVersion: 100 })),
    ).rejects.toMatchObject({
      code: 'BadProof',
    })
    await it.pool.submit(it.signer.transfer(BOB, ALICE.account, 5n))
    await it.produce()
    expect(it.signer.nonceOf(BOB.account)).toBe(1)
  })

  test('follows reorganisations out of the upgrade and into it again', async () => {
    const it = await TestChain.open({ ...both, slotsPerEpoch: 32 })
    const [trunk] = await it.produceMany(1)
    const transaction = upgrade(it)
    it.enter(20n)
    const [enacting, child] = [
      ...(await it.builder.grow(trunk, [2n], () => [transaction])),
      ...(await it.builder.grow(it.chain.best, [3n])),
    ]
    expect(it.runtime.version.specVersion).toBe(101)
    const other = await it.builder.grow(trunk, [4n, 5n, 6n])
    expect(it.runtime.version.specVersion).toBe(100)
    await it.pool.submit(it.signer.transfer(ALICE, BOB.account, 5n))
    const [third, back] = await it.builder.grow(child, [7n, 8n])
    expect(it.chain.best).toBe(back)
    expect([enacting, child, third, back].map((node) => specVersionAt(it, node))).toEqual([101, 101, 101, 101])
    expect(specVersionAt(it, other[2])).toBe(100)
    expect(it.pool.size.transactions, 'signed for the runtime of the branch that lost').toBe(0)
  })

  test('executes blocks around the upgrade again after a restart', async () => {
    let it = await TestChain.open({ ...both, slotsPerEpoch: 32 })
    await it.produce()
    await it.pool.submit(upgrade(it))
    await it.produceMany(4)
    const state = entriesOf(it.chain.stateAt(it.chain.best.hash))
    it = await it.reopen()
    expect(it.chain.state.base.number).toBe(0)
    expect(entriesOf(it.chain.stateAt(it.chain.best.hash))).toEqual(state)
  })
})

describe('a node that has not', () => {
  async function upgradedChain() {
    const it = await TestChain.open({ ...both, slotsPerEpoch: 32 })
    await it.produce()
    await it.pool.submit(upgrade(it))
    await it.produceMany(3)
    return it.chain
  }

  test('takes the block of the upgrade, refuses what follows with a clear ChainError, and stands still', async () => {
    const source = await upgradedChain()
    const it = await TestChain.open({ ...onlyOld, slotsPerEpoch: 32 })
    it.enter(10n)
    await it.importer.import(source.block(source.hashAt(1)!)!)
    await it.pool.submit(it.signer.transfer(BOB, ALICE.account, 5n, { runtime: RUNTIME_100 }))
    await it.importer.import(source.block(source.hashAt(2)!)!)
    const unknown = {
      name: 'Error',
      code: 'UNKNOWN_RUNTIME',
      message: expect.stringContaining('native:echochain/101/dev'),
    }
    const before = traceOf(it)
    await expect(it.importer.import(source.block(source.hashAt(3)!)!)).rejects.toMatchObject(unknown)
    await expect(it.produce(11n)).rejects.toMatchObject(unknown)
    const late = it.signer.transfer(BOB, ALICE.account, 6n, { runtime: RUNTIME_100, nonce: 0 })
    await expect(it.pool.submit(late)).rejects.toMatchObject(unknown)
    expect(traceOf(it)).toEqual(before)
    expect(it.chain.best.hash).toBe(source.hashAt(2))
  })

  test('does not start again without it, and goes on where it was with it', async () => {
    const source = await upgradedChain()
    let it = await TestChain.open({ ...onlyOld, slotsPerEpoch: 32 })
    it.enter(10n)
    for (const number of [1, 2]) await it.importer.import(source.block(source.hashAt(number)!)!)
    await expect(it.reopen()).rejects.toMatchObject({ code: 'UNKNOWN_RUNTIME' })
    it = await it.reopen(both)
    for (const number of [3, 4]) await it.importer.import(source.block(source.hashAt(number)!)!)
    expect(it.chain.best.hash).toBe(source.best.hash)
    await it.produce(11n)
  })

  test('follows the other branch when the upgrade is reorganised away', async () => {
    const old = await TestChain.open({ ...onlyOld, slotsPerEpoch: 32 })
    const source = await upgradedChain()
    old.enter(20n)
    const first = await old.importer.import(source.block(source.hashAt(1)!)!)
    await old.importer.import(source.block(source.hashAt(2)!)!)
    const branch = await old.builder.grow(first, [12n, 13n])
    expect(old.chain.best).toBe(branch[1])
    await old.pool.submit(old.signer.transfer(BOB, ALICE.account, 5n))
    await old.produce()
    expect(old.signer.nonceOf(BOB.account)).toBe(1)
  })
})
