import { ApiPromise, WsProvider, Keyring } from '@polkadot/api'
import { TestNode } from './testing/TestNode.ts'
const t = await TestNode.start()
await t.produceMany(12)
const api = await ApiPromise.create({ provider: new WsProvider(t.wsUrl), noInitWarn: false })
console.log(api.runtimeVersion.specVersion.toNumber(), api.runtimeChain.toString())
const kr = new Keyring({ type: 'sr25519' })
const alice = kr.addFromUri('//Alice')
console.log((await api.query.system.account(alice.address)).toHuman())
const statuses: string[] = []
const done = new Promise<void>((res) => {
  void api.tx.balances.transferKeepAlive(kr.addFromUri('//Bob').address, 10n ** 13n).signAndSend(alice, (r) => { statuses.push(r.status.type); console.log(r.status.type, r.events.map((e) => e.event.section + '.' + e.event.method).join()); if (r.status.isFinalized) res() }).then(async () => { for (let i = 0; i < 16; i++) { await t.produce() } })
})
await done
await api.disconnect()
await t.close()
