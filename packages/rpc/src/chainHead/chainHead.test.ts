import { accountIdFromBytes, blake2b256, decode, encode, fromHex, type Hash, toHex, u32 } from '@echochain/codec'
import { devKeypair } from '@echochain/consensus/testing'
import { Header, headerHash, storageKey, systemStorage } from '@echochain/frame'
import type { Genesis } from '@echochain/runtime'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RPC_ERROR } from '../protocol/RpcError.ts'
import { RpcClient } from '../testing/RpcClient.ts'
import { TestNode } from '../testing/TestNode.ts'

const CODE = toHex(new TextEncoder().encode(':code'))
/** Known once there is a runtime. */
const accountsPrefix = () => toHex(systemStorage.account.prefix)
const ECHO = 10n ** 12n
const GENESIS_ACCOUNTS = 6 * 3 + 2

/** The development chain with `count` more accounts. */
const withAccounts = (count: number) => (genesis: Genesis) => ({
  ...genesis,
  balances: [
    ...genesis.balances,
    ...Array.from({ length: count }, (_, i) => [accountIdFromBytes(blake2b256(encode(u32, i))), ECHO] as const),
  ],
})

let node: TestNode
let client: RpcClient
beforeEach(async () => {
  node = await TestNode.start()
  client = await RpcClient.connect(node.wsUrl)
})
afterEach(async () => {
  client.close()
  await node.close()
})

const of = (event: string) => (item: any) => item.event === event
const follow = (withRuntime = false): Promise<string> => client.call('chainHead_v1_follow', withRuntime)

/** Starts an operation and waits for what it comes to. */
async function outcome(method: string, id: string, ...params: unknown[]): Promise<any[]> {
  const { operationId } = await client.call(method, id, ...params)
  const isLast = (item: any) => item.operationId === operationId && /Done|Inaccessible|Error/.test(item.event)
  await client.item(id, isLast)
  return client.itemsOf(id).filter((item) => item.operationId === operationId)
}

describe('follow', () => {
  test('begins with about a minute of finalized blocks, the blocks after them, and the best one', async () => {
    await node.produceMany(80)
    const { finalized, best } = node.chain
    const id = await follow(true)
    await client.item(id, of('bestBlockChanged'))
    const [initialized, ...rest] = client.itemsOf(id)
    expect(initialized.finalizedBlockHashes).toHaveLength(60)
    expect(initialized.finalizedBlockHashes.at(-1)).toBe(finalized.hash)
    expect(initialized.finalizedBlockHashes[0]).toBe(node.chain.hashAt(finalized.number - 59))
    expect(initialized.finalizedBlockRuntime).toMatchObject({ type: 'valid', spec: { specVersion: 100 } })
    expect(initialized.finalizedBlockRuntime.spec.apis['0x37e397fc7c91f5e4']).toBe(2)
    const announced = rest.filter(of('newBlock')).map(({ blockHash }) => blockHash)
    expect(announced).toHaveLength(best.number - finalized.number)
    expect(rest.at(-1)).toEqual({ event: 'bestBlockChanged', bestBlockHash: best.hash })
    expect(rest.every(({ newRuntime }) => newRuntime === null || newRuntime === undefined)).toBe(true)
  })

  test('tells nothing of runtimes to who does not want to know, and asks none for them', async () => {
    const id = await follow(false)
    await node.produce()
    await client.item(id, of('newBlock'))
    for (const item of client.itemsOf(id)) {
      expect(item).not.toHaveProperty('newRuntime')
      expect(item).not.toHaveProperty('finalizedBlockRuntime')
    }
    const code = await client.errorCode('chainHead_v1_call', id, node.chain.genesisHash, 'Core_version', '0x')
    expect(code).toBe(RPC_ERROR.INVALID_RUNTIME_CALL)
  })

  test('two follows of a connection hear the same, and end each by itself', async () => {
    const [a, b] = [await follow(), await follow()]
    await node.produce()
    await client.item(b, of('newBlock'))
    expect(client.itemsOf(a)).toEqual(client.itemsOf(b))
    expect(await client.call('chainHead_v1_unfollow', a)).toBeNull()
    const last = await node.produce()
    await client.item(b, ({ blockHash }) => blockHash === last.hash)
    expect(client.itemsOf(a).some(({ blockHash }) => blockHash === last.hash)).toBe(false)
  })

  test('whatever branches grow: parents first, the best block announced, finality without gaps, what lost pruned', async () => {
    const growth = fc.array(fc.tuple(fc.nat({ max: 7 }), fc.integer({ min: 1, max: 3 })), {
      minLength: 20,
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(growth, async (steps) => {
        const fresh = await TestNode.start({ slotsPerEpoch: 4 })
        const own = await RpcClient.connect(fresh.wsUrl)
        const id = await own.call('chainHead_v1_follow', true)
        for (const [back, length] of steps) {
          let parent = fresh.chain.best
          for (let i = 0; i < back && parent.parent; i++) parent = parent.parent
          await fresh.fork(parent, length)
        }
        await own.call('system_chain') // comes after all that was told before
        checkStory(own.itemsOf(id), fresh)
        own.close()
        await fresh.close()
      }),
      { numRuns: 8 },
    )
  })

  /** Plays the part of a client that believes what it is told, and compares with the chain at the end. */
  function checkStory(events: readonly any[], { chain }: TestNode): void {
    const known = new Map<Hash, Hash | undefined>()
    let finalized: Hash | undefined
    let best: Hash | undefined
    for (const event of events)
      switch (event.event) {
        case 'initialized':
          for (const hash of event.finalizedBlockHashes) known.set(hash, undefined)
          finalized = event.finalizedBlockHashes.at(-1)
          break
        case 'newBlock':
          expect(known.has(event.blockHash), 'told twice').toBe(false)
          expect(known.has(event.parentBlockHash), 'parent first').toBe(true)
          known.set(event.blockHash, event.parentBlockHash)
          break
        case 'bestBlockChanged':
          expect(known.has(event.bestBlockHash), 'best block announced').toBe(true)
          best = event.bestBlockHash
          break
        case 'finalized':
          for (const hash of event.finalizedBlockHashes) {
            expect(known.get(hash), 'finality without gaps').toBe(finalized)
            finalized = hash
          }
          expect(descends(known, best!, finalized!), 'the best block descends from the finalized one').toBe(true)
          for (const hash of event.prunedBlockHashes) {
            expect(known.has(hash), 'pruned what was announced').toBe(true)
            expect(descends(known, hash, finalized!), 'pruned is what lost').toBe(false)
          }
          break
        default:
          throw new Error(`Did not expect ${event.event}`)
      }
    expect(best).toBe(chain.best.hash)
    expect(finalized).toBe(chain.finalized.hash)
    for (const { hash } of chain.nodes()) expect(known.has(hash), 'every block is known').toBe(true)
  }

  function descends(parents: ReadonlyMap<Hash, Hash | undefined>, hash: Hash, ancestor: Hash): boolean {
    for (let at: Hash | undefined = hash; at; at = parents.get(at)) if (at === ancestor) return true
    return false
  }
})

describe('pinned blocks', () => {
  test('stay readable until they are unpinned, then are an error', async () => {
    const id = await follow()
    const { hash } = await node.produce()
    const header = await client.call('chainHead_v1_header', id, hash)
    expect(headerHash(decode(Header, fromHex(header)))).toBe(hash)
    expect(await client.call('chainHead_v1_unpin', id, hash)).toBeNull()
    for (const [method, ...rest] of [
      ['chainHead_v1_header'],
      ['chainHead_v1_body'],
      ['chainHead_v1_storage', []],
      ['chainHead_v1_unpin'],
    ])
      expect(await client.errorCode(method as string, id, hash, ...rest), String(method)).toBe(
        RPC_ERROR.BLOCK_NOT_PINNED,
      )
  })

  test('are unpinned all or none', async () => {
    const id = await follow()
    const [{ hash: a }, { hash: b }] = [await node.produce(), await node.produce()]
    const stranger = `0x${'99'.repeat(32)}`
    expect(await client.errorCode('chainHead_v1_unpin', id, [a, stranger])).toBe(RPC_ERROR.BLOCK_NOT_PINNED)
    expect(await client.errorCode('chainHead_v1_unpin', id, [a, b, a])).toBe(RPC_ERROR.DUPLICATE_HASHES)
    expect(await client.call('chainHead_v1_unpin', id, [a, b])).toBeNull()
    expect(await client.errorCode('chainHead_v1_header', id, b)).toBe(RPC_ERROR.BLOCK_NOT_PINNED)
  })

  test('of another follow are not one’s own', async () => {
    const [a, b] = [await follow(), await follow()]
    await client.call('chainHead_v1_unpin', a, node.chain.genesisHash)
    expect(await client.errorCode('chainHead_v1_header', a, node.chain.genesisHash)).toBe(RPC_ERROR.BLOCK_NOT_PINNED)
    expect(await client.call('chainHead_v1_header', b, node.chain.genesisHash)).toMatch(/^0x/)
  })

  test('have a state and a body also when final, and twenty blocks past', async () => {
    const id = await follow(true)
    const first = await node.produce()
    await node.produceMany(20)
    const [body] = await outcome('chainHead_v1_body', id, first.hash)
    expect(body.value).toEqual(node.chain.block(first.hash)!.extrinsics.map(toHex))
    const key = toHex(storageKey(systemStorage.number))
    const [items] = await outcome('chainHead_v1_storage', id, first.hash, [{ key, type: 'value' }])
    expect(items.items).toEqual([{ key, value: '0x01000000' }])
    const [call] = await outcome('chainHead_v1_call', id, first.hash, 'Core_version', '0x')
    expect(call.output).toMatch(/^0x2465/)
  })
})

describe('a follow that has ended', () => {
  test('has reached its limits, and forgives what comes late (the specification)', async () => {
    const hash = node.chain.genesisHash
    for (const id of ['nonsense', await ended()]) {
      expect(await client.call('chainHead_v1_header', id, hash)).toBeNull()
      expect(await client.call('chainHead_v1_body', id, hash)).toEqual({ result: 'limitReached' })
      expect(await client.call('chainHead_v1_call', id, hash, 'Core_version', '0x')).toEqual({ result: 'limitReached' })
      expect(await client.call('chainHead_v1_storage', id, hash, [])).toEqual({ result: 'limitReached' })
      expect(await client.call('chainHead_v1_unpin', id, hash)).toBeNull()
      expect(await client.call('chainHead_v1_continue', id, 'x')).toBeNull()
      expect(await client.call('chainHead_v1_stopOperation', id, 'x')).toBeNull()
      expect(await client.call('chainHead_v1_unfollow', id)).toBeNull()
    }
  })

  async function ended(): Promise<string> {
    const id = await follow()
    await client.call('chainHead_v1_unfollow', id)
    return id
  }
})

describe('operations', () => {
  test('storage: value, hash, nothing for a key without a value, descendants with themselves', async () => {
    const id = await follow()
    const { hash } = await node.produce()
    const state = node.chain.stateAt(hash)
    const query = async (key: string, type: string) =>
      (await outcome('chainHead_v1_storage', id, hash, [{ key, type }])).flatMap(({ items }) => items ?? [])
    const code = state.get(fromHex(CODE))!
    expect(await query(CODE, 'value')).toEqual([{ key: CODE, value: toHex(code) }])
    expect(await query(CODE, 'hash')).toEqual([{ key: CODE, hash: toHex(blake2b256(code)) }])
    expect(await query('0x1234', 'value')).toEqual([])
    expect(await query('0x1234', 'closestDescendantMerkleValue')).toEqual([])
    const accounts = await query(accountsPrefix(), 'descendantsValues')
    expect(accounts).toHaveLength(GENESIS_ACCOUNTS)
    expect(await query(accountsPrefix(), 'descendantsHashes')).toEqual(
      accounts.map(({ key, value }) => ({ key, hash: toHex(blake2b256(fromHex(value))) })),
    )
    expect(await query(accounts[0].key, 'descendantsValues')).toEqual([accounts[0]])
  })

  test('several queries in one, in their order', async () => {
    const id = await follow()
    const items = [
      { key: CODE, type: 'hash' },
      { key: '0x00', type: 'value' },
      { key: CODE, type: 'value' },
    ]
    const events = await outcome('chainHead_v1_storage', id, node.chain.genesisHash, items)
    expect(events.flatMap((event) => event.items ?? []).map((item) => Object.keys(item)[1])).toEqual(['hash', 'value'])
  })

  test('closestDescendantMerkleValue changes exactly when something below the key does', async () => {
    const id = await follow()
    const values: string[] = []
    const alice = devKeypair('Alice')
    for (let i = 0; i < 6; i++) {
      if (i % 2 === 1) await node.pool.submit(node.test.signer.transfer(alice, devKeypair('Bob').account, 5n))
      const { hash } = await node.produce()
      const [{ items }] = await outcome('chainHead_v1_storage', id, hash, [
        { key: accountsPrefix(), type: 'closestDescendantMerkleValue' },
      ])
      values.push(items[0].closestDescendantMerkleValue)
    }
    expect(values.map((value, i) => i === 0 || value !== values[i - 1])).toEqual([true, true, false, true, false, true])
  })

  describe('with a long answer', () => {
    const ACCOUNTS = 1_200
    const query = () => [{ key: accountsPrefix(), type: 'descendantsHashes' }]

    /** Asks a chain with many accounts for all of them, up to where it wants to be continued. */
    async function begin() {
      client.close()
      await node.close()
      node = await TestNode.start({ genesis: withAccounts(ACCOUNTS) })
      client = await RpcClient.connect(node.wsUrl)
      const id = await follow()
      const { operationId } = await client.call('chainHead_v1_storage', id, node.chain.genesisHash, query())
      await client.item(id, of('operationWaitingForContinue'))
      const found = () => client.itemsOf(id).flatMap(({ items }) => items ?? []).length
      return { id, operationId, found }
    }

    test('it comes in pages and waits to be continued', async () => {
      const { id, operationId, found } = await begin()
      expect(found()).toBe(1_024)
      expect(await client.call('chainHead_v1_continue', id, operationId)).toBeNull()
      await client.item(id, of('operationStorageDone'))
      expect(found()).toBe(ACCOUNTS + GENESIS_ACCOUNTS)
      expect(await client.call('chainHead_v1_continue', id, operationId)).toBeNull() // it has ended: forgiven
    })

    test('it tells nothing more once it was stopped', async () => {
      const { id, operationId } = await begin()
      const count = client.itemsOf(id).length
      await client.call('chainHead_v1_stopOperation', id, operationId)
      await client.call('chainHead_v1_continue', id, operationId)
      for (let i = 0; i < 3; i++) await client.call('system_chain')
      expect(client.itemsOf(id)).toHaveLength(count)
    })
  })

  test('a state that may come back is inaccessible, one that is gone an error', async () => {
    const crowded = await TestNode.start({ slotsPerEpoch: 32, stateOptions: { maxLayers: 4 } })
    const own = await RpcClient.connect(crowded.wsUrl)
    const id = await own.call('chainHead_v1_follow', true)
    const sibling = await crowded.fork((await crowded.produce()).parent!, 1)
    await crowded.produceMany(20)
    await expect.poll(() => crowded.chain.state.has(sibling)).toBe(false)
    const ask = async () => {
      const { operationId } = await own.call('chainHead_v1_call', id, sibling.hash, 'Core_version', '0x')
      return (await own.item(id, (item) => item.operationId === operationId)).event
    }
    expect(await ask()).toBe('operationInaccessible')
    while (crowded.chain.finalized.number === 0) await crowded.produce()
    expect(await ask()).toBe('operationError')
    own.close()
    await crowded.close()
  })

  test('a runtime call that cannot be answered ends in operationError', async () => {
    const id = await follow(true)
    const at = node.chain.genesisHash
    const [unknown] = await outcome('chainHead_v1_call', id, at, 'Nonsense_method', '0x')
    expect(unknown).toMatchObject({ event: 'operationError', error: expect.stringContaining('Nonsense_method') })
    const [malformed] = await outcome('chainHead_v1_call', id, at, 'AccountNonceApi_account_nonce', '0x1234')
    expect(malformed.event).toBe('operationError')
  })

  test('child tries are refused: there are none', async () => {
    const id = await follow()
    const code = await client.errorCode('chainHead_v1_storage', id, node.chain.genesisHash, [], '0x01')
    expect(code).toBe(RPC_ERROR.INVALID_PARAMS)
  })
})
