import { TestChain, type TestChainOptions } from '@echochain/consensus/testing'
import { type Keypair, keypairFromUri } from '@echochain/crypto'
import type { RuntimeCall } from '@echochain/frame'
import { devAccount } from '@echochain/runtime'
import { marketCalls, offer } from '../../packages/market/src/testing/marketCalls.ts'

const ALICE = keypairFromUri('//Alice', 'sr25519')
const [BOB, CHARLIE, DAVE] = ['//Bob', '//Charlie', '//Dave'].map((uri) => keypairFromUri(uri, 'ed25519'))
const ERIN = keypairFromUri('//Alice', 'ecdsa')

/** Samples that {@link tradedChain} registers. */
export const SAMPLES = 3

/** A chain on which every call that there is has been made: whatever it holds serves as good input. */
export async function tradedChain(options: TestChainOptions = {}): Promise<TestChain> {
  const it = await TestChain.open({ slotsPerEpoch: 4, ...options })
  const calls = marketCalls(it.runtime)
  const price = offer(5n * 10n ** 12n)
  const exclusive = offer(7n * 10n ** 12n, 'Exclusive')
  const submit = async (...signed: readonly (readonly [RuntimeCall, Keypair])[]): Promise<void> => {
    for (const [call, from] of signed) await it.pool.submit(it.signer.sign(call, from))
    await it.produce()
  }
  await submit([
    calls.register({
      title: 'First loop, with an é',
      file: 1,
      tags: ['a', 'drum & bass'],
      bpm: 174_000,
      key: 9,
      offers: [price, exclusive],
      royalties: [{ account: devAccount('Charlie'), basisPoints: 2_500 }],
    }),
    BOB,
  ])
  await submit(
    [calls.register({ title: 'Second', file: 2, parents: [{ sample: 1, basisPoints: 1_000 }] }), CHARLIE],
    [calls.register({ title: 'Third', file: 3, kind: 'Pack', offers: [price] }), DAVE],
    [calls.transfer(devAccount('Dave', 'ecdsa'), 10n ** 13n), ERIN],
  )
  await submit(
    [calls.buy(1, price), DAVE],
    [calls.buy(2, offer(10n ** 12n)), BOB],
    [calls.rename(2, 'Second, renamed', ['x']), CHARLIE],
  )
  await submit(
    [calls.passOn(1, devAccount('Charlie')), DAVE],
    [calls.handOver(3, devAccount('Bob')), DAVE],
    [calls.report(1, 'Sounds like mine'), CHARLIE],
    [calls.judge(2, 'Approved'), ALICE],
  )
  await submit(
    [calls.accept(3), BOB],
    [calls.batch(calls.remark('one'), calls.batch(calls.remark('two'), calls.setOffers(1, [price]))), BOB],
  )
  await it.produceMany(12)
  return it
}
