// Run by Node in a project that has nothing but the packed packages: node main.ts GIVEN.json
import { readFileSync } from 'node:fs'
import { utf8 } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import { check } from './check.ts'

const given = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const found = await check(given, () => console.log('ready'))

const lost: string[] = []
const verifier = new WorkerSignatureVerifier({ workers: 1, onWorkerLost: (error) => lost.push(error.message) })
const batch = verifier.begin()
const { account, sign } = keypairFromUri('//Alice', 'sr25519')
for (const message of ['one', 'two']) batch.add(sign(utf8('one')), utf8(message), account)
const verdicts = await batch.finish()
await verifier.close()

console.log(JSON.stringify({ ...found, workers: { lost, verdicts } }))
