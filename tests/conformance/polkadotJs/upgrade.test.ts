import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ApiPromise } from '@polkadot/api'
import { codeMarkerOf, PRESETS } from '../../../packages/runtime/src/index.ts'
import { NEXT_SPEC_VERSION, TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { drive, eventually } from '../drive.ts'
import { connect, pairOf, submitAndWatch } from './connect.ts'

let node: TestNode
let api: ApiPromise

beforeEach(async () => {
  node = await TestNode.start()
  await node.produceMany(3)
  api = await connect(node)
})
afterEach(async () => {
  await api.disconnect()
  await node.close()
})

test('a client that stays connected follows a runtime upgrade and goes on signing', async () => {
  const versions: number[] = []
  await api.rpc.state.subscribeRuntimeVersion(({ specVersion }) => void versions.push(specVersion.toNumber()))
  const marker = codeMarkerOf(PRESETS.dev, NEXT_SPEC_VERSION)
  const upgrade = api.tx.sudo.sudo(api.tx.system.setCode(marker))
  const result = await drive(node, submitAndWatch(upgrade, pairOf('//Alice')).finalized)
  expect(result.events.map(({ event }) => event.method)).toContain('CodeUpdated')

  await eventually(() => api.runtimeVersion.specVersion.toNumber() === NEXT_SPEC_VERSION, 'the client upgrades')
  expect(versions).toEqual([100, NEXT_SPEC_VERSION])
  expect((api.consts.system.version as any).specVersion.toNumber()).toBe(NEXT_SPEC_VERSION)
  const after = await drive(node, submitAndWatch(api.tx.system.remark('0x01'), pairOf('//Bob')).finalized)
  expect(after.dispatchError).toBeUndefined()

  const old = await api.at(node.chain.hashAt(2)!)
  expect(old.runtimeVersion.specVersion.toNumber()).toBe(100)
})

test('a marker of no runtime of this chain is refused by name', async () => {
  const { finalized } = submitAndWatch(api.tx.sudo.sudo(api.tx.system.setCode('native:other/1/dev')), pairOf('//Alice'))
  const { events } = await drive(node, finalized)
  const { sudoResult } = events.find(({ event }) => event.method === 'Sudid')!.event.data as any
  expect(api.registry.findMetaError(sudoResult.asErr.asModule).name).toBe('InvalidSpecName')
})
