import { codeMarker, type Runtime } from '@echochain/frame'
import type { StateView } from '@echochain/state'
import { ChainError } from './ChainError.ts'

/** The runtimes this node has, by the marker that the state names them with. */
export class RuntimeSource {
  readonly #runtimes: ReadonlyMap<string, Runtime>

  constructor(runtimes: readonly Runtime[]) {
    this.#runtimes = new Map(runtimes.map((runtime) => [runtime.marker, runtime]))
  }

  /** The runtime that executes the blocks after a state. Throws `ChainError` `UNKNOWN_RUNTIME`. */
  inForceAt(state: Pick<StateView, 'get'>): Runtime {
    const marker = String.fromCharCode(...(state.get(codeMarker.prefix) ?? []))
    const runtime = this.#runtimes.get(marker)
    if (!runtime)
      throw new ChainError(
        'UNKNOWN_RUNTIME',
        `The chain has moved on to the runtime "${marker}", which this version of EchoChain does not have. ` +
          'Install a newer version and start again; nothing is lost.',
      )
    return runtime
  }
}
