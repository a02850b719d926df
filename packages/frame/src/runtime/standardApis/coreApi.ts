import type { Runtime } from '../defineRuntime.ts'
import { apiMethod, type RuntimeApi, type RuntimeApiHead } from '../RuntimeApi.ts'
import { RuntimeVersionCodec } from '../RuntimeVersion.ts'

export const CORE_API: RuntimeApiHead = {
  name: 'Core',
  id: '0xdf6acb689907609b',
  version: 5,
  docs: 'What every runtime answers.',
}

export const coreApi = (runtime: Runtime): RuntimeApi => ({
  ...CORE_API,
  methods: {
    version: apiMethod({
      docs: 'The version of the runtime.',
      args: {},
      output: RuntimeVersionCodec,
      run: () => runtime.version,
    }),
  },
})
