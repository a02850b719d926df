import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode, sha256, ss58Encode, toHex, u32 } from '@echochain/codec'
import { FakeClock } from '@echochain/consensus'
import { MemoryBlobStore, UploadDesk } from '@echochain/content/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertRows } from '../database/insertRows.ts'
import { BOB, FakeChain, GENESIS_TIME_MS, type SignedCall } from '../testing/FakeChain.ts'
import { catchUp } from '../testing/indexing.ts'
import { marketCalls } from '../testing/marketCalls.ts'
import { onEveryDatabase } from '../testing/onEveryDatabase.ts'
import { silentLogger } from '../testing/silentLogger.ts'
import { UnusedUploads } from './UnusedUploads.ts'

const HOUR_MS = 60 * 60 * 1000

let root: string
let directories = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'market-unused-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes
}

onEveryDatabase((under) => {
  /** A market with its chain: slots go by with the clock, so the index is fresh after each block. */
  async function openScene() {
    const chain = new FakeChain()
    const clock = new FakeClock(Number(GENESIS_TIME_MS))
    const store = new MemoryBlobStore()
    const { genesisHash } = chain
    const path = join(root, String(directories++))
    const openUploads = () =>
      UploadDesk.open({
        path,
        store,
        genesisHash,
        now: () => clock.now(),
        verify: () => true,
        quota: { ordersPerAccount: 9 },
      })
    const uploads = await openUploads()
    const { db } = under
    const indexed = { state: 'following' as 'following' | 'catchingUp' }
    const indexer = {
      get status() {
        const { best: tip, heads } = chain
        return { ...indexed, genesisHash, tip, heads, finalizedNumber: 0, problem: undefined }
      },
    }
    const open = (desk: UploadDesk) => new UnusedUploads({ db, indexer, uploads: desk, clock, logger: silentLogger })
    const upload = async (file: number) => {
      const bytes = encode(u32, file)
      const order = {
        account: ss58Encode(BOB.account),
        size: 4,
        sha256: toHex(sha256(bytes)),
        genesisHash,
        expires: clock.now() + HOUR_MS,
      }
      const signature = new Uint8Array(65)
      const { id, token } = await uploads.create({ order, account: BOB.account, signature })
      return (await uploads.append(id, token, 0, one(bytes))).content!.cid
    }
    let slot = 0
    /** Lets an hour pass, and a block come; then looks. */
    const passHour = async (unused: UnusedUploads, calls: readonly SignedCall[] = [], stale = false) => {
      const next = (clock.now() + HOUR_MS - Number(GENESIS_TIME_MS)) / 1000
      chain.setBest(chain.build(calls, { skippedSlots: next - slot - 1 }))
      slot = next
      await catchUp(db, chain)
      await db.updateTable('cursor').set({ records_stale: stale }).execute()
      clock.advanceBy(HOUR_MS)
      await unused.look()
    }
    return { chain, clock, store, uploads, openUploads, unused: open(uploads), open, upload, passHour, indexed, db }
  }

  test('an upload that no sample names goes after a day, with its quota; one that a sample names never does', async () => {
    const { chain, store, uploads, unused, upload, passHour, db } = await openScene()
    const [used, unusedCid] = [await upload(1), await upload(2)]
    const heard = { analysed_at_ms: 0n, result: null, peaks: null, failure: { code: 'SILENT', message: 'nothing' } }
    await insertRows(db, 'analyses', [{ cid: unusedCid, ...heard }])
    await passHour(unused, [[BOB, marketCalls(chain.runtime).register({ title: 'Kept', file: 1 })]])
    for (let hour = 1; hour < 25; hour++) await passHour(unused)
    expect([await store.has(used), await store.has(unusedCid)]).toEqual([true, true])
    await passHour(unused)
    expect([await store.has(used), await store.has(unusedCid)]).toEqual([true, false])
    expect(uploads.usedBytes()).toBe(4)
    expect(await db.selectFrom('analyses').selectAll().execute()).toEqual([])
    for (let hour = 0; hour < 48; hour++) await passHour(unused)
    expect(await store.has(used)).toBe(true)
    await unused.close()
  })

  test('a restart loses nothing of it: the day goes on', async () => {
    const { store, openUploads, unused, open, upload, passHour } = await openScene()
    const cid = await upload(1)
    for (let hour = 0; hour < 20; hour++) await passHour(unused)
    await unused.close()
    const desk = await openUploads()
    const again = open(desk)
    for (let hour = 20; hour < 25; hour++) await passHour(again)
    expect(await store.has(cid)).toBe(true)
    await passHour(again)
    expect(await store.has(cid)).toBe(false)
    expect(desk.usedBytes()).toBe(0)
    await again.close()
  })

  test('nothing is deleted by an index that may miss samples: catching up, stale, or of an old block', async () => {
    const { store, clock, unused, upload, passHour, indexed } = await openScene()
    const cid = await upload(1)
    indexed.state = 'catchingUp'
    for (let hour = 0; hour < 30; hour++) await passHour(unused)
    indexed.state = 'following'
    for (let hour = 0; hour < 3; hour++) {
      clock.advanceBy(HOUR_MS)
      await unused.look()
    }
    for (let hour = 0; hour < 3; hour++) await passHour(unused, [], true)
    expect(await store.has(cid)).toBe(true)
    await passHour(unused)
    await passHour(unused)
    expect(await store.has(cid)).toBe(false)
    await unused.close()
  })

  test('a sample registered between two looks keeps its file', async () => {
    const { chain, store, unused, upload, passHour } = await openScene()
    const cid = await upload(1)
    for (let hour = 0; hour < 25; hour++) await passHour(unused)
    await passHour(unused, [[BOB, marketCalls(chain.runtime).register({ title: 'Late', file: 1 })]])
    for (let hour = 0; hour < 5; hour++) await passHour(unused)
    expect(await store.has(cid)).toBe(true)
    await unused.close()
  })
})
