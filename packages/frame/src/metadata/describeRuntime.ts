import type { TypeDescription } from '@echochain/codec'
import type { Runtime } from '../runtime/defineRuntime.ts'
import { RUNTIME_EVENT } from '../system/eventRecords.ts'
import { describeApi } from './describeApi.ts'
import { describeExtrinsic } from './describeExtrinsic.ts'
import { describeModule } from './describeModule.ts'
import type { MetadataModel } from './layout/MetadataLayout.ts'
import { TypeRegistry } from './TypeRegistry.ts'

/** The type that stands for the runtime itself; clients only expect that there is one. */
const runtimeType: TypeDescription = { kind: 'composite', path: ['echo_runtime', 'Runtime'], fields: [] }

/** Everything the metadata tells of a runtime, whatever its version: types have the same numbers in all of them. */
export function describeRuntime(runtime: Runtime): MetadataModel {
  const { call, event, error, byModule } = runtime.types
  const registry = new TypeRegistry(new Map([[RUNTIME_EVENT, event]]))
  const description = {
    modules: runtime.modules.map((module) => describeModule(module, byModule.get(module)!, registry)),
    extrinsic: describeExtrinsic(runtime, registry),
    runtimeType: registry.idOf(runtimeType),
    apis: runtime.apis.map((api) => describeApi(api, registry)),
    outerEnums: { call: registry.idOf(call), event: registry.idOf(event), error: registry.idOf(error) },
    custom: [],
  }
  return { ...description, types: registry.types() }
}
