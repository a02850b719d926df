import { encode, utf8 } from '@echochain/codec'
import { type MessageOf, PeerMessage } from '@echochain/consensus'
import { type ScriptedPeer, SyncNetwork } from '@echochain/consensus/testing'
import { Block } from '@echochain/frame'
import { FuzzFault, type FuzzTarget } from '../FuzzTarget.ts'
import { tradedChain } from '../tradedChain.ts'

const RAW_MESSAGE = 0
const RAW_GREETING = 1
const BLOCK = 2
/** Time passes now and then, so that waits, bans and pauses end. */
const INPUTS_BETWEEN_WAITS = 200
const WAIT_MS = 120_000

/**
 * A node among peers of which each says one thing that is wrong: as its greeting, as a message after a good one, or as the
 * block it was asked for. The node goes on, with no block that it did not have before or could not check.
 */
export const sync: FuzzTarget = {
  name: 'sync',
  weight: 1,
  guided: false,
  shortInputs: 50,
  allowedGrowth: 16 * 2 ** 20, // what is remembered of the latest peers
  open: async () => {
    const network = new SyncNetwork()
    const donor = await tradedChain({ clock: network.clock })
    const node = await network.addNode('node', donor.options)
    const known = Array.from(donor.blocks.blocksFrom(1), ({ hash }) => donor.blocks.block(hash)!)
    const { chain } = donor
    const messages: readonly PeerMessage[] = [
      { type: 'Announce', value: { header: chain.best.header } },
      { type: 'Request', value: { requestId: 1, start: { type: 'Number', value: 3 }, count: 64 } },
      { type: 'Blocks', value: { requestId: 1, blocks: known.map((block) => encode(Block, block)) } },
      { type: 'Transactions', value: { extrinsics: known.flatMap(({ extrinsics }) => extrinsics) } },
      { type: 'Refuse', value: { requestId: 1, reason: 'NotFound' } },
    ]
    const withKind = (kind: number, bytes: Uint8Array) => Uint8Array.of(kind, ...bytes)
    const encoded = messages.map((message) => encode(PeerMessage, message))
    let count = 0
    return {
      corpus: [
        ...encoded.map((bytes) => withKind(RAW_MESSAGE, bytes)),
        withKind(RAW_GREETING, utf8('hello')),
        ...known.slice(0, 3).map((block) => withKind(BLOCK, encode(Block, block))),
      ],
      run: async (input) => {
        const [kind] = input
        const bytes = input.slice(1)
        const peer: ScriptedPeer = network.addScripted(`peer ${count++}`)
        if (kind !== RAW_GREETING) peer.greetAs(chain, chain.best)
        if (kind === BLOCK) peer.answer = (request) => blocksWith(request, known, bytes)
        network.connect(peer, node)
        await network.settle()
        if (kind !== BLOCK) peer.say(bytes)
        else peer.say({ type: 'Announce', value: { header: known[0].header } })
        await network.settle()
        await peer.transport.close()
        if (count % INPUTS_BETWEEN_WAITS === 0) await network.pass(WAIT_MS, WAIT_MS)
        if (node.fatal.length > 0) throw node.fatal[0]
        if (node.it.chain.hashAt(node.it.chain.best.number) !== chain.hashAt(node.it.chain.best.number))
          throw new FuzzFault('The node has a block that nobody made')
        return node.faults.splice(0).at(-1)?.error.code ?? 'ok'
      },
      close: async () => {
        await network.stop(node)
        await donor.stop()
      },
    }
  },
}

/** The blocks asked for, the first of them with other bytes. */
function blocksWith({ requestId }: MessageOf<'Request'>, known: readonly Block[], bytes: Uint8Array): PeerMessage {
  const rest = known.slice(1).map((block) => encode(Block, block))
  return { type: 'Blocks', value: { requestId, blocks: [bytes, ...rest] } }
}
