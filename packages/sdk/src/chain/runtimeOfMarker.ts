import { codeMarkerOf, createRuntime, presetOfMarker, SPEC_VERSION } from '@echochain/runtime'
import type { Runtime } from '@echochain/frame'
import { SdkError } from '../SdkError.ts'

/** The runtime that a state's `:code` marker names, as far as this release has it. Throws `UNKNOWN_RUNTIME`. */
export function runtimeOfMarker(marker: string): Runtime {
  const preset = presetOfMarker(marker)
  if (preset && marker === codeMarkerOf(preset)) return createRuntime(preset)
  throw new SdkError(
    'UNKNOWN_RUNTIME',
    `The node runs "${marker}", which this version of EchoChain (spec ${SPEC_VERSION}) does not speak; use matching versions`,
  )
}
