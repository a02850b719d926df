import { type AccountId, ByteReader } from '@echochain/codec'
import {
  BlockExecution,
  type Context,
  type DecodedEvent,
  decodeEvents,
  DispatchError,
  type Origin,
  type Runtime,
  type RuntimeCall,
  systemStorage,
} from '@echochain/frame'
import { balancesStorage } from '../balances/declarations.ts'
import { preRuntimeLogs, setRootsLog } from '../consensus/digest.ts'
import { createRuntime } from '../createRuntime.ts'
import { devAccount, devGenesis, type DevName } from '../devGenesis.ts'
import { buildGenesisState, type Genesis } from '../genesis.ts'

const NO_HASH = `0x${'00'.repeat(32)}` as const

/** A runtime on a state in memory, for tests of modules: blocks without signatures, one call after the other. */
export class TestWorld {
  readonly runtime: Runtime
  readonly genesis: Genesis
  readonly #state = new Map<string, Uint8Array>()
  #number = 0
  #slot = 0n

  constructor(change: Partial<Genesis> = {}) {
    this.genesis = { ...devGenesis(0n), ...change }
    this.runtime = createRuntime(this.genesis.preset)
    for (const [key, value] of buildGenesisState(this.genesis)) this.#state.set(keyText(key), value)
  }

  readonly state = {
    get: (key: Uint8Array): Uint8Array | undefined => this.#state.get(keyText(key)),
    peek: (key: Uint8Array): Uint8Array | undefined => this.#state.get(keyText(key)),
  }

  /** A look at the present state. */
  get ctx(): Context {
    return this.#execution().ctx
  }

  #execution(slot = this.#slot + 1n): BlockExecution {
    const author = devAccount('Alice')
    const claim = { slot, validatorIndex: 0, reveal: new Uint8Array(96).fill(Number(slot & 255n)) }
    const digest = [...preRuntimeLogs(author, claim), setRootsLog([NO_HASH, NO_HASH, NO_HASH])]
    return new BlockExecution(this.runtime, this.state, {
      number: this.#number + 1,
      parentHash: NO_HASH,
      slot,
      author,
      digest,
    })
  }

  /** Makes a block with a free hand: `body` gets the execution after the inherents. Returns the block's events. */
  block(body: (execution: BlockExecution) => void, slot = this.#slot + 1n): DecodedEvent[] {
    const execution = this.#execution(slot)
    const timestampMs = slot * BigInt(this.genesis.preset.slotMs)
    for (const { create } of this.runtime.inherents)
      execution.apply({ bytes: new Uint8Array(10), call: create({ timestampMs })!, signed: undefined })
    body(execution)
    const { changes } = execution.finish()
    for (const { key, value } of changes)
      if (value) this.#state.set(keyText(key), value)
      else this.#state.delete(keyText(key))
    this.#number++
    this.#slot = slot
    return decodeEvents(this.runtime, this.state.get(systemStorage.events.prefix)!)
  }

  /** Runs a call as an extrinsic of `who` in a block of its own. Throws the `DispatchError` it fails with. */
  run(who: DevName | AccountId, call: RuntimeCall, tip = 0n): DecodedEvent[] {
    const account = accountOf(who)
    const nonce = this.ctx.get(systemStorage.account, account).nonce
    let failure: DispatchError | undefined
    const events = this.block((execution) => {
      const extras = this.runtime.extensions.map(({ identifier }) =>
        identifier === 'CheckNonce' ? nonce : identifier === 'ChargeTransactionPayment' ? tip : undefined,
      )
      const signed = {
        account,
        signature: { type: 'Sr25519' as const, value: new Uint8Array(64) },
        extras,
        ownPayload: new Uint8Array(0),
      }
      failure = execution.apply({ bytes: new Uint8Array(150), call, signed })
    })
    if (failure) throw failure
    return events
  }

  /** The code of the error a call fails with. */
  failure(who: DevName | AccountId, call: RuntimeCall): string | undefined {
    try {
      this.run(who, call)
      return undefined
    } catch (error) {
      if (error instanceof DispatchError) return error.code
      throw error
    }
  }

  /** Runs a call with an origin of choice, without fee or nonce, in a block of its own. */
  dispatch(call: RuntimeCall, origin: Origin): void {
    this.block(({ ctx }) => ctx.dispatch(call, origin))
  }

  free(who: DevName | AccountId): bigint {
    return this.ctx.get(systemStorage.account, accountOf(who)).data.free
  }

  reserved(who: DevName | AccountId): bigint {
    return this.ctx.get(systemStorage.account, accountOf(who)).data.reserved
  }

  /** `totalIssuance`, and what all accounts have together; equal at the end of every block. */
  supply(): { readonly issuance: bigint; readonly accounts: bigint } {
    const prefix = keyText(systemStorage.account.prefix)
    let accounts = 0n
    for (const [key, value] of this.#state)
      if (key.startsWith(prefix)) {
        const { data } = systemStorage.account.codec.read(new ByteReader(value))
        accounts += data.free + data.reserved
      }
    return { issuance: this.ctx.get(balancesStorage.totalIssuance), accounts }
  }
}

const keyText = (key: Uint8Array): string => String.fromCharCode(...key)

export const accountOf = (who: DevName | AccountId): AccountId =>
  who.length === 32 ? (who as AccountId) : devAccount(who as DevName)
