import { createRuntime, type Preset, PRESETS, SPEC_VERSION } from '@echochain/runtime'
import type { Runtime } from '@echochain/frame'
import { SdkError } from '../SdkError.ts'

/** The runtime that a state's `:code` marker names, as far as this release has it. Throws `UNKNOWN_RUNTIME`. */
export function runtimeOfMarker(marker: string): Runtime {
  const [, version, presetName] = /^native:echochain\/(\d+)\/([a-z]+)$/.exec(marker) ?? []
  const preset = Object.values<Preset>(PRESETS).find(({ name }) => name === presetName)
  if (preset && Number(version) === SPEC_VERSION) return createRuntime(preset)
  throw new SdkError(
    'UNKNOWN_RUNTIME',
    `The node runs "${marker}", which this version of EchoChain (spec ${SPEC_VERSION}) does not speak; use matching versions`,
  )
}
