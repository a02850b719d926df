import { decode, encode } from '@echochain/codec'
import { expect, test } from 'vitest'
import { runtimeCall } from '../module/declarations.ts'
import { defineModule } from '../module/defineModule.ts'
import { createTestRuntime, TEST_LIMITS } from '../testing/testRuntime.ts'
import { defineRuntime, type RuntimeParts } from './defineRuntime.ts'
import { STANDARD_APIS, standardApis } from './standardApis/standardApis.ts'

const { runtime, notes } = createTestRuntime()
const parts: RuntimeParts = {
  ...runtime,
  limits: TEST_LIMITS,
  modules: () => [defineModule('One', 1, {}), defineModule('Two', 2, {})],
  apis: standardApis,
}

test('two modules of a runtime cannot share an index', () => {
  const modules = () => [defineModule('One', 1, {}), defineModule('Other', 1, {})]
  expect(() => defineRuntime({ ...parts, modules })).toThrow('Two modules of the runtime share an index')
})

test('the version of a runtime lists the APIs it has', () => {
  expect(defineRuntime(parts).apis.map(({ name }) => name)).toEqual(STANDARD_APIS.map(({ name }) => name))
  const fewer = defineRuntime({ ...parts, apis: (self) => standardApis(self).slice(1) })
  expect(() => fewer.apis).toThrow('The version of the runtime lists other APIs than the runtime has')
})

test('a call is the index of its module, its own index and its arguments, nested calls too', () => {
  const clear = runtimeCall(notes.calls.clearAll, {})
  const attempt = runtimeCall(notes.calls.attempt, { call: clear })
  const batch = runtimeCall(notes.calls.batch, { calls: [clear, attempt] })
  const bytes = encode(runtime.callCodec, batch)
  expect(bytes).toEqual(Uint8Array.of(7, 5, 8, 7, 4, 7, 6, 7, 4))
  expect(decode(runtime.callCodec, bytes)).toEqual(batch)
})
