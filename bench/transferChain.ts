// Blocks full of signed transfers, each sender once in a block, as they would arrive from the network.
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from '@echochain/codec'
import {
  BlockImporter,
  BlockProducer,
  type Chain,
  FakeClock,
  longestChain,
  NOTHING_VERIFIED,
  openChain,
  RuntimeSource,
  twoEpochsBack,
  type VerifiedExtrinsic,
  type VerifiedExtrinsics,
} from '@echochain/consensus'
import { createKeypair, InlineSignatureVerifier, type Keypair } from '@echochain/crypto'
import {
  addressOf,
  Block,
  decodeExtrinsic,
  extrinsicHash,
  IMMORTAL,
  impliedAdditional,
  type Runtime,
  runtimeCall,
  signExtrinsic,
} from '@echochain/frame'
import { balances, createRuntime, devGenesis, devValidatorKey, type Genesis, PRESETS } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'
import { KnownTransfers } from './KnownTransfers.ts'

export const GENESIS_MS = 1_700_000_000_000
export const ACCOUNTS = 100_000
export const TRANSFERS_PER_BLOCK = 10_000
/** Fees rise by an eighth with each full block. */
const ENDOWMENT = 10n ** 20n

export interface TransferChain {
  readonly genesis: Genesis
  /** Databases with genesis in them, to be copied. */
  readonly genesisFolder: string
  /** As they travel. */
  readonly blocks: readonly Uint8Array[]
  /** What a pool would know that had all their transactions. */
  readonly known: VerifiedExtrinsics
}

const people = (): Keypair[] => Array.from({ length: ACCOUNTS }, (_, i) => createKeypair('ed25519', seedOf(i)))

/** Makes a chain of `count` full blocks in a folder of its own. Ed25519; recipients are drawn among all accounts. */
export const makeTransferChain = (folder: string, count: number): Promise<TransferChain> =>
  makeChainOf(people(), folder, count)

/** The same among these accounts, with so many transfers in each block. */
export async function makeChainOf(
  people: readonly Keypair[],
  folder: string,
  count: number,
  perBlock = TRANSFERS_PER_BLOCK,
): Promise<TransferChain> {
  const dev = devGenesis(BigInt(GENESIS_MS), PRESETS.bench)
  const genesis: Genesis = { ...dev, balances: people.map(({ account }) => [account, ENDOWMENT]) }
  const runtime = createRuntime(PRESETS.bench)
  const genesisFolder = join(folder, 'genesis')
  await withChain(genesisFolder, genesis, runtime, async () => {})
  const work = join(folder, 'work')
  cpSync(genesisFolder, work, { recursive: true })
  return withChain(work, genesis, runtime, async (opened, importer) => {
    const { chain, keeper } = opened
    const signer = new TransferSigner(chain, runtime, people, perBlock)
    let ready: VerifiedExtrinsic[] = []
    const transactions = { ready: () => ready, reject: (_: unknown, error: Error) => fail(error) }
    const clock = new FakeClock(GENESIS_MS)
    const producer = new BlockProducer({ chain, importer, keeper, transactions, clock, key: devValidatorKey('Alice') })
    const blocks: Uint8Array[] = []
    while (blocks.length < count) {
      ready = signer.next()
      const node = await producer.propose(BigInt(blocks.length + 1))
      const block = chain.block(node!.hash)!
      if (block.extrinsics.length !== perBlock + 1) throw new Error('Not all transfers fit the block')
      blocks.push(encode(Block, block))
    }
    return { genesis, genesisFolder, blocks, known: new KnownTransfers(runtime, blocks, ready[0].additional) }
  })
}

function fail(error: Error): never {
  throw error
}

async function withChain<T>(
  folder: string,
  genesis: Genesis,
  runtime: Runtime,
  use: (opened: Awaited<ReturnType<typeof openChain>>, importer: BlockImporter) => Promise<T>,
): Promise<T> {
  mkdirSync(folder, { recursive: true })
  await using resources = new AsyncDisposableStack()
  const open = async (name: string): Promise<LmdbStore> => {
    const store = await LmdbStore.open(join(folder, name))
    resources.defer(() => store.close())
    return store
  }
  const opened = await openChain({
    stateStore: await open('state'),
    blockStore: await open('blocks'),
    genesis,
    runtimes: new RuntimeSource([runtime]),
    forkChoice: longestChain,
    finality: twoEpochsBack(PRESETS.bench.slotsPerEpoch),
  })
  const verifier = new InlineSignatureVerifier()
  const importer = new BlockImporter({
    ...opened,
    clock: new FakeClock(GENESIS_MS),
    verifier,
    verified: NOTHING_VERIFIED,
  })
  resources.defer(() => importer.close())
  return await use(opened, importer)
}

/** Draws senders, each once in a block, and recipients; the same on every machine. */
class TransferSigner {
  readonly #chain: Chain
  readonly #runtime: Runtime
  readonly #people: readonly Keypair[]
  readonly #nonces: Uint32Array
  readonly #order: Uint32Array
  readonly #perBlock: number
  #random = 1

  constructor(chain: Chain, runtime: Runtime, people: readonly Keypair[], perBlock: number) {
    this.#perBlock = perBlock
    this.#chain = chain
    this.#runtime = runtime
    this.#people = people
    this.#nonces = new Uint32Array(people.length)
    this.#order = Uint32Array.from(people, (_, i) => i)
  }

  /** The transactions of the next block. */
  next(): VerifiedExtrinsic[] {
    return Array.from({ length: this.#perBlock }, (_, i) => {
      const swap = i + this.#draw(this.#people.length - i)
      const sender = this.#order[swap]
      this.#order[swap] = this.#order[i]
      this.#order[i] = sender
      return this.#sign(sender, this.#draw(this.#people.length))
    })
  }

  #sign(sender: number, recipient: number): VerifiedExtrinsic {
    const { genesisHash, best } = this.#chain
    const { version } = this.#runtime
    const dest = addressOf(this.#people[recipient].account)
    const call = runtimeCall(balances.calls.transferKeepAlive, { dest, value: 10n ** 12n + BigInt(sender) })
    const bytes = signExtrinsic(this.#runtime, call, this.#people[sender], {
      CheckSpecVersion: { additional: version.specVersion },
      CheckTxVersion: { additional: version.transactionVersion },
      CheckGenesis: { additional: genesisHash },
      CheckMortality: { extra: IMMORTAL, additional: genesisHash },
      CheckNonce: { extra: this.#nonces[sender]++ },
      ChargeTransactionPayment: { extra: 0n },
      CheckMetadataHash: { extra: 'Disabled' },
    })
    const extrinsic = decodeExtrinsic(this.#runtime, bytes)
    const additional = impliedAdditional(this.#runtime, this.#chain.nextContext(best.hash), extrinsic.signed!)
    return { hash: extrinsicHash(bytes), extrinsic, additional }
  }

  #draw(below: number): number {
    this.#random = (Math.imul(this.#random, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((this.#random / 2 ** 32) * below)
  }
}

function seedOf(number: number): Uint8Array {
  const seed = new Uint8Array(32)
  new DataView(seed.buffer).setUint32(0, number)
  return seed
}
