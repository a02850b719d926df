import { setImmediate } from 'node:timers/promises'
import { FakeClock } from '../clock/FakeClock.ts'
import type { PeerFault } from '../sync/PeerSet.ts'
import { BlockSync } from '../sync/BlockSync.ts'
import { InProcessNetwork, type InProcessTransport, type LineFaults } from '../transport/InProcessTransport.ts'
import { ScriptedPeer } from './ScriptedPeer.ts'
import { TEST_GENESIS_MS, TestChain, type TestChainOptions } from './TestChain.ts'

/** Turns of the event loop without anything happening after which nothing happens before the clock moves. */
const QUIET_TURNS = 8

/** A node of a {@link SyncNetwork}: a chain in memory and its sync. */
export interface SyncNode {
  readonly name: string
  readonly it: TestChain
  readonly sync: BlockSync
  readonly transport: InProcessTransport
  /** What peers did wrong, in order. */
  readonly faults: PeerFault[]
  readonly fatal: unknown[]
}

/** Whole nodes in one process, on one clock that moves only when told to. */
export class SyncNetwork {
  readonly clock = new FakeClock(TEST_GENESIS_MS)
  readonly network = new InProcessNetwork(this.clock)
  readonly #nodes: SyncNode[] = []

  async addNode(name: string, options: TestChainOptions = {}): Promise<SyncNode> {
    return this.#add(name, await TestChain.open({ ...options, clock: this.clock }))
  }

  #add(name: string, it: TestChain): SyncNode {
    const { chain, importer, pool, clock } = it
    const transport = this.network.createTransport(name)
    const fatal: unknown[] = []
    const sync = new BlockSync({ chain, importer, pool, transport, clock, onFatal: (error) => fatal.push(error) })
    const faults: PeerFault[] = []
    sync.onFault.subscribe((fault) => faults.push(fault))
    const node = { name, it, sync, transport, faults, fatal }
    this.#nodes.push(node)
    return node
  }

  /** Somebody who says what a test wants to be said. */
  addScripted(name: string): ScriptedPeer {
    return new ScriptedPeer(this.network.createTransport(name))
  }

  connect(from: SyncNode | ScriptedPeer, to: SyncNode | ScriptedPeer, faults?: LineFaults): void {
    this.network.connect(from.transport, to.transport, faults)
  }

  /** Ends a node; its stores stay, for {@link restart}. */
  async stop(node: SyncNode): Promise<void> {
    this.#nodes.splice(this.#nodes.indexOf(node), 1)
    await node.sync.close()
    await node.transport.close()
    await node.it.stop()
  }

  /** A new node on what a stopped one left. */
  async restart(node: SyncNode): Promise<SyncNode> {
    return this.addNode(node.name, { ...node.it.options, stores: node.it.stores })
  }

  /** Resolved when nothing more happens before the clock moves. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS;) {
      await setImmediate()
      const isQuiet = this.network.isIdle && this.#nodes.every(({ it }) => it.importer.waiting === 0)
      quiet = isQuiet ? quiet + 1 : 0
    }
  }

  /** Lets time pass, a step at a time, and whatever happens in it happen. */
  async pass(durationMs: number, stepMs = 100): Promise<void> {
    await this.settle()
    for (let passed = 0; passed < durationMs; passed += stepMs) {
      this.clock.advanceBy(stepMs)
      await this.settle()
    }
  }
}
