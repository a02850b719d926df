import { type AccountId, accountIdFromBytes, encode, type Hex, toHex, utf8 } from '@echochain/codec'
import type { SignatureScheme } from '@echochain/crypto'
import {
  addressOf,
  decodeExtrinsic,
  DigestItem,
  type Header,
  headerHash,
  runtimeCall,
  systemStorage,
} from '@echochain/frame'
import {
  balancesEvents,
  balancesStorage,
  codeMarkerOf,
  createRuntime,
  PRESETS,
  sampleRegistry,
} from '@echochain/runtime'
import { describe, expect, test } from 'vitest'
import { isConnectionError, JsonRpcError } from '../jsonRpc/JsonRpcError.ts'
import { SdkError } from '../SdkError.ts'
import { keypairSigner, type Signer } from '../signing/Signer.ts'
import { failureOf } from '../testing/failureOf.ts'
import { type ScriptedConnection, ScriptedNode } from '../testing/ScriptedNode.ts'
import {
  BLOCKS_TO_FINALITY,
  type ChainWithClient,
  devKeys,
  producing,
  startChain,
  transfer,
} from '../testing/startChain.ts'
import { ChainClient } from './ChainClient.ts'
import type { Inclusion, TransactionProgress } from './TransactionProgress.ts'

const ECHO = 1_000_000_000_000n
const SCHEMES: readonly SignatureScheme[] = ['sr25519', 'ed25519', 'ecdsa']
const [alice, bob] = [devKeys('Alice'), devKeys('Bob')]

const freeOf = async ({ client }: ChainWithClient, account: AccountId): Promise<bigint> =>
  (await client.account(account)).data.free

describe('reading', () => {
  test('the chain that a node has: genesis, runtime, heads, headers, bodies', async () => {
    await using chain = await startChain()
    const { node, client } = chain
    await node.produceMany(20)
    expect(client.genesisHash).toBe(node.chain.genesisHash)
    expect(client.runtime.marker).toBe(codeMarkerOf(PRESETS.dev))
    expect(await client.bestBlock()).toEqual({ hash: node.chain.best.hash, number: 20 })
    expect(await client.finalizedBlock()).toEqual({
      hash: node.chain.finalized.hash,
      number: node.chain.finalized.number,
    })
    expect(await client.header(node.chain.best.hash)).toEqual(node.chain.header(node.chain.best.hash))
    expect(await client.blockBody(node.chain.best.hash)).toEqual(node.chain.block(node.chain.best.hash)!.extrinsics)
    const unknown = `0x${'11'.repeat(32)}` as const
    for (const ask of [client.blockHeader(unknown), client.blockBody(unknown)])
      expect(await failureOf(ask)).toMatchObject({ code: 'BLOCK_NOT_FOUND' })
  })

  test('values and entries of maps, absent ones as their initial value, now and at an earlier block', async () => {
    await using chain = await startChain()
    const { node, client } = chain
    const earlier = await node.produce()
    await node.produce()
    expect(await client.get(systemStorage.number)).toBe(2)
    expect(await client.get(systemStorage.number, earlier.hash)).toBe(1)
    expect(await client.get(systemStorage.blockHash, 1)).toBe(earlier.hash)
    expect(await client.get(systemStorage.blockHash, 1, earlier.hash)).toBeUndefined()
    expect(await client.account(accountIdFromBytes(new Uint8Array(32).fill(7)))).toEqual(systemStorage.account.initial)
    expect(await client.get(balancesStorage.totalIssuance)).toBe(1_000_000_000n * ECHO)
  })

  test('all entries of a map, page by page, as of one block', async () => {
    await using chain = await startChain()
    const { node, client } = chain
    const last = await node.produceMany(300)
    const seen = new Map<number, string>()
    for await (const [number, hash] of client.entries(systemStorage.blockHash)) {
      if (seen.size === 0) await node.produce() // goes unseen
      seen.set(number, hash)
    }
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, number) => number))
    expect(seen.get(0)).toBe(client.genesisHash)
    expect(seen.get(299)).toBe(last.parent!.hash)
    let balance = 0n
    for await (const [, { data }] of client.entries(systemStorage.account)) balance += data.free + data.reserved
    expect(balance).toBe(1_000_000_000n * ECHO)
  })

  test('what happened in a block', async () => {
    await using chain = await startChain()
    const { block, index } = await chain.submit(transfer(bob, ECHO), alice)
    const events = await chain.client.events(block)
    const [sent] = events.filter(({ event }) => event === balancesEvents.Transfer)
    expect(sent).toMatchObject({
      phase: { type: 'ApplyExtrinsic', index },
      values: { from: alice.account, to: bob.account, amount: ECHO },
    })
  })
})

describe('submitting', () => {
  test.each(SCHEMES)('with a key of %s: into a block, then to finality', async (scheme) => {
    await using chain = await startChain()
    const sender = devKeys('Alice', scheme)
    const receiver = devKeys('Bob', scheme)
    const before = await freeOf(chain, receiver.account)
    const inBlock = await chain.submit(transfer(receiver, ECHO), sender)
    expect(inBlock.blockNumber).toBe(1)
    expect(await chain.client.header(inBlock.block)).toMatchObject({ number: 1 })
    const progress: TransactionProgress[] = []
    const finalized = await chain.submit(transfer(receiver, 2n * ECHO), sender, {
      until: 'finalized',
      onProgress: (step) => progress.push(step),
    })
    expect(finalized.blockNumber).toBe(2)
    expect(chain.node.chain.finalized.number).toBeGreaterThanOrEqual(2)
    expect(progress).toEqual([
      { type: 'signed', hash: finalized.hash },
      { type: 'ready' },
      { type: 'inBlock', ...finalized },
      { type: 'finalized', ...finalized },
    ])
    expect(await freeOf(chain, receiver.account)).toBe(before + 3n * ECHO)
    expect((await chain.client.account(sender.account)).nonce).toBe(2)
    expect(await chain.client.nextNonce(sender.account)).toBe(2)
  })

  test.each(SCHEMES)('costs what was foretold and the tip, with a key of %s', async (scheme) => {
    await using chain = await startChain()
    const sender = devKeys('Charlie', scheme)
    const call = transfer(bob, ECHO)
    const foretold = await chain.client.fee(call, sender)
    const before = await freeOf(chain, sender.account)
    const { fee } = await chain.submit(call, sender, { tip: 5n })
    expect(foretold).toBeGreaterThan(0n)
    expect(fee).toBe(foretold + 5n)
    expect(await freeOf(chain, sender.account)).toBe(before - ECHO - fee)
  })

  test('several at once, with nonces given', async () => {
    await using chain = await startChain()
    const { node, client } = chain
    const first = client.submit(transfer(bob, 1n * ECHO), alice, { nonce: 0 })
    const both = Promise.all([first, client.submit(transfer(bob, 2n * ECHO), alice, producing(node, { nonce: 1 }))])
    const [one, two] = await both
    expect(two).toMatchObject({ block: one.block, index: one.index + 1 })
  })

  test.each([
    [
      'a module’s own',
      runtimeCall(sampleRegistry.calls.transferLicence, { licence: 9, to: addressOf(bob.account) }),
      'SampleRegistry.UnknownLicence: There is no licence with this number.',
    ],
    ['that of a token', transfer(alice, 2n ** 100n), 'Token.FundsUnavailable'],
    [
      'one without details',
      runtimeCall(sampleRegistry.calls.setStatus, { sample: 1, status: 'Approved' }),
      'BadOrigin',
    ],
  ])('a call that fails gives the chain’s reason: %s', async (_, call, reason) => {
    await using chain = await startChain()
    const before = await freeOf(chain, bob.account)
    const error = await failureOf(chain.submit(call, bob))
    expect(error).toBeInstanceOf(SdkError)
    expect(error).toMatchObject({ code: 'TRANSACTION_FAILED', message: reason })
    const { fee } = (error as SdkError).cause as Inclusion
    expect(await freeOf(chain, bob.account)).toBe(before - fee)
  })

  test('a call that fails in a dry run is not signed and costs nothing; one that does not is sent', async () => {
    await using chain = await startChain()
    const before = await freeOf(chain, alice.account)
    let signatures = 0
    const signer = keypairSigner(alice)
    const counting: Signer = {
      ...signer,
      signExtrinsic: (asked) => {
        signatures++
        return signer.signExtrinsic(asked)
      },
    }
    const doomed = chain.client.submit(transfer(bob, 10n ** 30n), counting, { dryRun: true })
    expect(await failureOf(doomed)).toMatchObject({
      code: 'WOULD_FAIL',
      message: expect.stringContaining('FundsUnavailable'),
    })
    expect(signatures).toBe(0)
    expect(await freeOf(chain, alice.account)).toBe(before)
    await chain.client.submit(transfer(bob, ECHO), counting, producing(chain.node, { dryRun: true }))
    expect(signatures).toBe(1)
    const { remark } = chain.client.runtime.modules.find(({ name }) => name === 'System')!.calls!
    const long = runtimeCall(remark, { remark: new Uint8Array(20_000) })
    expect(await chain.client.dryRun(long, alice.account), 'too long to be tried').toBeUndefined()
  })

  test('what the node does not take fails with its words', async () => {
    await using chain = await startChain()
    await chain.submit(transfer(bob, ECHO), alice)
    const error = await failureOf(chain.client.submit(transfer(bob, ECHO), alice, { nonce: 0 }))
    expect(error).toBeInstanceOf(JsonRpcError)
    expect(error).toMatchObject({ code: 1010, message: expect.stringContaining('outdated') })
  })

  test('a transaction that a better paid one displaces', async () => {
    await using chain = await startChain()
    const { client } = chain
    const better = Promise.withResolvers<Inclusion>()
    const displaced = failureOf(
      client.submit(transfer(bob, ECHO), alice, {
        onProgress: ({ type }) => {
          if (type === 'ready') better.resolve(chain.submit(transfer(bob, 2n * ECHO), alice, { nonce: 0, tip: ECHO }))
        },
      }),
    )
    expect((await better.promise).fee).toBeGreaterThan(ECHO)
    expect(await displaced).toMatchObject({ code: 'TRANSACTION_DROPPED' })
  })

  test('a transaction whose nonce another one used', async () => {
    await using chain = await startChain()
    const { node, client } = chain
    const other = await client.sign(transfer(bob, 2n * ECHO), alice, { nonce: 0 })
    const lost = failureOf(
      client.submit(transfer(bob, ECHO), alice, {
        onProgress: ({ type }) => {
          if (type === 'ready') void node.fork(node.chain.best, 1, [other])
        },
      }),
    )
    expect(await lost).toMatchObject({ code: 'TRANSACTION_INVALID' })
  })

  test('a block that is taken back: told, and waited for in another block', async () => {
    await using chain = await startChain()
    const { node, client } = chain
    const parent = await node.produce()
    const replaceBlock = async () => {
      await node.fork(parent, 2) // longer, without the transaction
      await node.produceMany(BLOCKS_TO_FINALITY)
    }
    const progress: TransactionProgress[] = []
    const inclusion = await client.submit(transfer(bob, ECHO), alice, {
      until: 'finalized',
      onProgress: (step) => {
        if (step.type === 'ready' && progress.length === 1) void node.produce()
        if (step.type === 'inBlock' && step.blockNumber === 2) void replaceBlock()
        progress.push(step)
      },
    })
    expect(progress.map(({ type }) => type)).toEqual([
      'signed',
      'ready',
      'inBlock',
      'retracted',
      'ready',
      'inBlock',
      'finalized',
    ])
    const [, , first, retracted, , second] = progress
    expect(first).toMatchObject({ blockNumber: 2, hash: inclusion.hash })
    expect(retracted).toEqual({ type: 'retracted', block: (first as Inclusion).block })
    expect(second).toEqual({ type: 'inBlock', ...inclusion })
    expect(inclusion.blockNumber).toBe(4)
  })

  test('a node that goes away while one waits', async () => {
    const { node, client } = await startChain()
    const lost = failureOf(
      client.submit(transfer(bob, ECHO), alice, {
        onProgress: ({ type }) => {
          if (type === 'ready') void node.close()
        },
      }),
    )
    expect(isConnectionError(await lost)).toBe(true)
    expect(isConnectionError(await failureOf(client.bestBlock()))).toBe(true)
    client.close()
  })

  test('leaves no subscription behind', async () => {
    await using chain = await startChain()
    const expectNone = async (after: string) => {
      await chain.client.bestBlock() // behind the last unsubscription
      expect(chain.node.server.stats().subscriptions, after).toBe(0)
    }
    await chain.submit(transfer(bob, ECHO), alice)
    await expectNone('a success')
    await failureOf(chain.submit(transfer(bob, 2n ** 100n), alice))
    await expectNone('a failure')
    const failing = ({ type }: TransactionProgress) => {
      if (type === 'ready') throw new Error('The listener failed')
    }
    await expect(chain.client.submit(transfer(bob, ECHO), alice, { onProgress: failing })).rejects.toThrow('listener')
    await expectNone('a listener that fails')
  })
})

/** Answers whatever a client asks until it is gone, by method. */
async function serve(
  connection: ScriptedConnection,
  answers: Readonly<Record<string, (...params: any[]) => unknown>>,
): Promise<void> {
  for (;;) {
    const { id, method, params } = await connection.nextRequest()
    connection.send({ id, result: answers[method]?.(...params) ?? null })
  }
}

const GENESIS = `0x${'22'.repeat(32)}` as const
const markerBytes = (marker: string): Hex => toHex(utf8(marker))

describe('nodes that answer otherwise than they should', () => {
  test.each([
    ['of a chain with a Wasm runtime', toHex(new Uint8Array(1_000_000).fill(0xff))],
    ['without a runtime', null],
    ['of another preset', markerBytes('native:echochain/100/fantasy')],
    ['of a later version', markerBytes('native:echochain/4711/dev')],
    ['of another chain', markerBytes('native:other/100/dev')],
  ])('a node %s is not connected to', async (_, code) => {
    const node = await ScriptedNode.start()
    const failure = failureOf(ChainClient.connect(node.url))
    const connection = await node.nextConnection()
    void serve(connection, { chain_getBlockHash: () => GENESIS, state_getStorage: () => code })
    expect(await failure).toMatchObject({ code: 'UNKNOWN_RUNTIME' })
    await connection.closed
    await node.stop()
  })

  const header = (number: number): Header => ({
    parentHash: GENESIS,
    number,
    stateRoot: GENESIS,
    extrinsicsRoot: GENESIS,
    digest: { logs: [{ type: 'RuntimeEnvironmentUpdated' }] },
  })
  const headerJson = (number: number) => {
    const { digest, ...rest } = header(number)
    return {
      ...rest,
      number: `0x${number.toString(16)}`,
      digest: { logs: digest.logs.map((log) => toHex(encode(DigestItem, log))) },
    }
  }

  async function connectTo(
    answers: Parameters<typeof serve>[1],
  ): Promise<[ChainClient, ScriptedNode, ScriptedConnection]> {
    const node = await ScriptedNode.start()
    const connecting = ChainClient.connect(node.url)
    const connection = await node.nextConnection()
    const common = { state_getStorage: () => markerBytes(codeMarkerOf(PRESETS.dev)), chain_getBlockHash: () => GENESIS }
    void serve(connection, { ...common, ...answers })
    return [await connecting, node, connection]
  }

  test('another block than was asked for', async () => {
    const [client, node] = await connectTo({ chain_getHeader: () => headerJson(7) })
    expect(await client.header(headerHash(header(7)))).toEqual(header(7))
    expect(await failureOf(client.header(headerHash(header(8))))).toMatchObject({ code: 'BLOCK_NOT_FOUND' })
    client.close()
    await node.stop()
  })

  test('finality that is far behind: transactions are born 32 blocks back, and live on for 32', async () => {
    const known = [10, 68, 100].map((number) => [headerHash(header(number)), number] as const)
    const hashes = new Map(known.map(([hash, number]) => [number, hash]))
    const [client, node] = await connectTo({
      chain_getBlockHash: (number = 100) => hashes.get(number) ?? GENESIS,
      chain_getFinalizedHead: () => hashes.get(10),
      chain_getHeader: (hash) => headerJson(new Map<string, number>(known).get(hash)!),
    })
    const extrinsic = await client.sign(transfer(bob, ECHO), alice, { nonce: 0 })
    const runtime = createRuntime(PRESETS.dev)
    const at = runtime.extensions.findIndex(({ identifier }) => identifier === 'CheckMortality')
    expect(decodeExtrinsic(runtime, extrinsic).signed!.extras[at]).toEqual({
      type: 'Mortal',
      period: 64,
      phase: 68 % 64,
    })
    client.close()
    await node.stop()
  })

  test('a block that does not contain the transaction said to be in it', async () => {
    const hash = headerHash(header(1))
    const [client, node, connection] = await connectTo({
      chain_getFinalizedHead: () => hash,
      chain_getBlockHash: () => hash,
      chain_getHeader: () => headerJson(1),
      chain_getBlock: () => ({ block: { header: headerJson(1), extrinsics: ['0x00'] } }),
      state_getStorage: (_, at) => (at ? '0x00' : markerBytes(codeMarkerOf(PRESETS.dev))),
      author_submitAndWatchExtrinsic: () => 'watch',
    })
    const failure = failureOf(
      client.submit(transfer(bob, ECHO), alice, {
        nonce: 0,
        onProgress: ({ type }) => {
          if (type === 'signed') connection.notify('watch', { inBlock: hash })
        },
      }),
    )
    expect(await failure).toMatchObject({ code: 'BLOCK_NOT_FOUND' })
    client.close()
    await node.stop()
  })
})
