import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ss58Decode, ss58Encode } from '@echochain/codec'
import { describeContent } from '../../ContentHasher.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ContentError } from '../../ContentError.ts'
import { failsWith } from '../../testing/blobStoreSuite.ts'
import { inPieces, readAll } from '../../testing/smallStore.ts'
import { patternBytes } from '../../testing/patternBytes.ts'
import { addressOf, alice, bob, carol, GENESIS, NOW, orderFor, signed, signText } from '../../testing/signedOrders.ts'
import { MAX_FILES_PER_ORDER, uploadMessage, wrapForWallet } from '../../upload/UploadOrder.ts'
import { MemoryBlobStore } from '../store/MemoryBlobStore.ts'
import { parseUploadOrder } from './parseUploadOrder.ts'
import { MAX_ORDER_MS, UPLOAD_LIFETIME_MS, UploadDesk, type UploadDeskOptions } from './UploadDesk.ts'

let root: string
let directories = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'echochain-uploads-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const file = patternBytes(5000)
const whole = inPieces(file, 700)

async function openDesk(options: Partial<UploadDeskOptions> = {}) {
  const clock = { now: NOW }
  const all = {
    path: join(root, String(directories++)),
    store: new MemoryBlobStore(),
    genesisHash: GENESIS,
    now: () => clock.now,
    ...options,
  }
  return { desk: await UploadDesk.open(all), reopen: () => UploadDesk.open(all), clock, ...all }
}

const create = (desk: UploadDesk, order: unknown) => desk.create(parseUploadOrder(order))

test('the file for the bytes is there, and synced with the record, before the upload is acknowledged', async () => {
  const { desk, path } = await openDesk()
  const { id } = await create(desk, signed(orderFor(file, alice), alice))
  expect((await readdir(join(path, 'open'))).sort()).toEqual([`${id}.json`, `${id}.part`])
})

describe('orders', () => {
  test('the signed text names everything the order allows', () => {
    expect(uploadMessage(orderFor(new Uint8Array(0), alice))).toBe(
      `EchoChain: upload a file
Account: 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
Size: 0 bytes
SHA-256: 0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
Genesis: ${GENESIS}
Expires: 2026-11-20T12:10:00.000Z`,
    )
  })

  test('an order for several files names each of them, and each can be uploaded once with it', async () => {
    const other = patternBytes(300)
    const orders = [file, other].map((bytes) => orderFor(bytes, alice))
    const files = orders.map(({ size, sha256 }) => ({ size, sha256 }))
    expect(uploadMessage({ ...orders[0], files })).toBe(
      `EchoChain: upload 2 files
Account: 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
File 1: 5000 bytes, SHA-256 ${files[0].sha256}
File 2: 300 bytes, SHA-256 ${files[1].sha256}
Genesis: ${GENESIS}
Expires: 2026-11-20T12:10:00.000Z`,
    )
    const { desk } = await openDesk()
    const first = signed({ ...orders[0], files }, alice)
    const second = { ...first, ...files[1] }
    const opened = [await create(desk, first), await create(desk, second)]
    expect(opened.map(({ size }) => size)).toEqual([5000, 300])
    await expect(create(desk, first)).rejects.toEqual(failsWith('REPLAYED'))
    const stolen = { ...first, files: [...files, { size: 1, sha256: files[0].sha256 }], size: 1 }
    await expect(create(desk, stolen)).rejects.toEqual(failsWith('BAD_SIGNATURE'))
  })

  test('all three kinds of signature are accepted, plain and as browser wallets wrap texts', async () => {
    const { desk } = await openDesk()
    for (const signer of [alice, bob, carol]) {
      await create(desk, signed(orderFor(file, signer), signer))
      await create(desk, signed(orderFor(file, signer, { expires: NOW + 1 }), signer, wrapForWallet))
    }
  })

  test('forgeries are refused: another signer, any changed field, no MultiSignature', async () => {
    const { desk } = await openDesk()
    const order = orderFor(file, alice)
    const forged = [
      { ...order, signature: signText(bob, uploadMessage(order)) },
      { ...signed(order, alice), account: addressOf(bob) },
      { ...signed(order, alice), size: 4999 },
      { ...signed(order, alice), sha256: orderFor(patternBytes(1), alice).sha256 },
      { ...signed(order, alice), expires: NOW + 600_001 },
      { ...order, signature: '0x' },
      { ...order, signature: `0x01${'00'.repeat(64)}` },
      { ...order, signature: `0x07${'00'.repeat(64)}` },
      { ...order, signature: signText(alice, wrapForWallet(wrapForWallet(uploadMessage(order)))) },
    ]
    for (const body of forged) await expect(create(desk, body)).rejects.toEqual(failsWith('BAD_SIGNATURE'))
    expect(desk.usedBytes()).toBe(0)
  })

  test('an order for another chain, one that ended, and one that lasts too long are refused', async () => {
    const { desk } = await openDesk()
    const attempt = (changes: object) => create(desk, signed(orderFor(file, alice, changes), alice))
    await expect(attempt({ genesisHash: `0x${'00'.repeat(32)}` })).rejects.toEqual(failsWith('WRONG_GENESIS'))
    await expect(attempt({ expires: NOW })).rejects.toEqual(failsWith('EXPIRED'))
    await expect(attempt({ expires: NOW + MAX_ORDER_MS + 1 })).rejects.toEqual(failsWith('BAD_REQUEST'))
    await attempt({ expires: NOW + MAX_ORDER_MS })
  })

  test('an order is good for one upload: at once, later, after it failed, and after a restart', async () => {
    const { desk, reopen, clock } = await openDesk()
    const order = signed(orderFor(file, alice), alice)
    const both = await Promise.allSettled([create(desk, order), create(desk, order)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(create(desk, order)).rejects.toEqual(failsWith('REPLAYED'))
    await expect(create(await reopen(), order)).rejects.toEqual(failsWith('REPLAYED'))
    const wrapped = signed(orderFor(file, alice), alice, wrapForWallet)
    await expect(create(desk, wrapped)).rejects.toEqual(failsWith('REPLAYED'))
    const failing = signed(orderFor(file, bob), bob)
    const { id, token } = await create(desk, failing)
    const wrong = inPieces(patternBytes(5000, 2), 1000)
    await expect(desk.append(id, token, 0, wrong)).rejects.toEqual(failsWith('WRONG_HASH'))
    await expect(create(desk, failing)).rejects.toEqual(failsWith('REPLAYED'))
    await expect(create(await reopen(), failing)).rejects.toEqual(failsWith('REPLAYED'))
    clock.now = NOW + 600_000
    await expect(create(desk, failing)).rejects.toEqual(failsWith('EXPIRED'))
  })

  test('the same account under another network prefix has the same quota', async () => {
    const { desk } = await openDesk({ quota: { bytesPerAccount: 8000 } })
    await create(desk, signed(orderFor(file, alice), alice))
    const account = ss58Encode(ss58Decode(addressOf(alice)).account, 0)
    const order = signed(orderFor(file, alice, { account, expires: NOW + 5 }), alice)
    await expect(create(desk, order)).rejects.toEqual(failsWith('QUOTA_EXCEEDED'))
  })

  test('bodies that are no orders are refused with the field named', () => {
    const good = signed(orderFor(file, alice), alice)
    const bad: [object | null | string | number, string][] = [
      [null, 'account'],
      ['text', 'account'],
      [{ ...good, account: 5 }, 'account'],
      [{ ...good, account: `${good.account}x` }, 'account'],
      [{ ...good, account: 'x'.repeat(1000) }, 'account'],
      [{ ...good, size: -1 }, 'size'],
      [{ ...good, size: 1.5 }, 'size'],
      [{ ...good, size: '5000' }, 'size'],
      [{ ...good, size: 2 ** 53 }, 'size'],
      [{ ...good, expires: 9e15 }, 'expires'],
      [{ ...good, expires: null }, 'expires'],
      [{ ...good, sha256: good.sha256.toUpperCase() }, 'sha256'],
      [{ ...good, sha256: good.sha256.slice(2) }, 'sha256'],
      [{ ...good, genesisHash: '0x' }, 'genesisHash'],
      [{ ...good, files: 'all' }, 'files'],
      [{ ...good, files: [] }, 'files'],
      [{ ...good, files: [{ size: good.size + 1, sha256: good.sha256 }] }, 'files'],
      [{ ...good, files: Array.from({ length: MAX_FILES_PER_ORDER + 1 }, () => good) }, 'files'],
      [{ ...good, files: [good, { size: 1 }] }, 'sha256'],
      [{ ...good, files: [good, null] }, 'size'],
      [{ ...good, signature: 'zz' }, 'signature'],
      [{ ...good, signature: '0xzz' }, 'signature'],
      [{ ...good, signature: `0x${'00'.repeat(67)}` }, 'signature'],
    ]
    for (const [body, field] of bad) {
      expect(() => parseUploadOrder(body), JSON.stringify(body)).toThrow(failsWith('BAD_REQUEST') as ContentError)
      expect(() => parseUploadOrder(body)).toThrow(`"${field}"`)
    }
  })

  test('any JSON is an order or a BAD_REQUEST, never another error', () => {
    const good = signed(orderFor(file, alice), alice)
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), fc.boolean(), (field, value, alone) => {
        try {
          parseUploadOrder(alone ? value : { ...good, [field]: value })
        } catch (error) {
          expect(error).toEqual(failsWith('BAD_REQUEST'))
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('accounts the server does not want are refused', async () => {
    const { desk } = await openDesk({ isAllowed: async (account) => account === bob.account })
    await expect(create(desk, signed(orderFor(file, alice), alice))).rejects.toEqual(failsWith('NOT_ALLOWED'))
    await create(desk, signed(orderFor(file, bob), bob))
  })
})

describe('uploads', () => {
  test('in parts, over a restart, to a stored file that is described', async () => {
    const { desk, reopen, store, path } = await openDesk()
    const { id, token, ...state } = await create(desk, signed(orderFor(file, alice), alice))
    expect(state).toEqual({ offset: 0, size: 5000, expires: NOW + UPLOAD_LIFETIME_MS })
    expect(await desk.append(id, token, 0, inPieces(file.subarray(0, 1234), 100))).toMatchObject({ offset: 1234 })
    expect(await desk.append(id, token, 1234, inPieces(file.subarray(1234, 2000), 100))).toMatchObject({ offset: 2000 })
    const again = await reopen()
    expect(await again.state(id, token)).toMatchObject({ id, offset: 2000, size: 5000 })
    const done = await again.append(id, token, 2000, inPieces(file.subarray(2000), 100))
    expect(done).toMatchObject({ offset: 5000, content: describeContent(file) })
    expect(await readAll(store.get(describeContent(file).cid))).toEqual(file)
    expect((await readdir(join(path, 'open'))).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(await (await reopen()).state(id, token)).toEqual(done)
    expect(await again.append(id, token, 5000, whole)).toEqual(done)
  })

  test('an empty file', async () => {
    const { desk } = await openDesk()
    const empty = new Uint8Array(0)
    const { id, token } = await create(desk, signed(orderFor(empty, alice), alice))
    expect((await desk.append(id, token, 0, inPieces(empty, 1))).content).toEqual(describeContent(empty))
  })

  test('bytes belong at the end of what has come', async () => {
    const { desk } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    await desk.append(id, token, 0, inPieces(file.subarray(0, 100), 100))
    for (const offset of [0, 99, 101, 5000])
      await expect(desk.append(id, token, offset, whole)).rejects.toEqual(failsWith('WRONG_OFFSET'))
    expect((await desk.state(id, token)).offset).toBe(100)
  })

  test('more bytes than announced are refused; what fitted stays', async () => {
    const { desk } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    const tooMany = inPieces(patternBytes(6000), 1000)
    await expect(desk.append(id, token, 0, tooMany)).rejects.toEqual(failsWith('TOO_LARGE'))
    expect((await desk.state(id, token)).offset).toBe(5000)
  })

  test('a file with another hash is refused, not stored, and gives its quota back', async () => {
    const { desk, store, path } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    const wrong = patternBytes(5000, 2)
    await expect(desk.append(id, token, 0, inPieces(wrong, 500))).rejects.toEqual(failsWith('WRONG_HASH'))
    expect(await store.has(describeContent(wrong).cid)).toBe(false)
    await expect(desk.state(id, token)).rejects.toEqual(failsWith('WRONG_HASH'))
    expect(desk.usedBytes()).toBe(0)
    expect((await readdir(join(path, 'open'))).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('only the token continues, asks or cancels', async () => {
    const { desk, path } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    const other = await create(desk, signed(orderFor(file, bob), bob))
    for (const wrong of ['', other.token, `${token}x`, token.slice(1)]) {
      await expect(desk.state(id, wrong)).rejects.toEqual(failsWith('NOT_ALLOWED'))
      await expect(desk.append(id, wrong, 0, whole)).rejects.toEqual(failsWith('NOT_ALLOWED'))
      await expect(desk.cancel(id, wrong)).rejects.toEqual(failsWith('NOT_ALLOWED'))
    }
    await expect(desk.state('0'.repeat(32), token)).rejects.toEqual(failsWith('NOT_FOUND'))
    expect(await readFile(join(path, 'open', `${id}.json`), 'utf8')).not.toContain(token)
  })

  test('a client that comes back interrupts its own stale connection', async () => {
    const { desk } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    const stuck = Promise.withResolvers<never>()
    const stale = desk.append(
      id,
      token,
      0,
      (async function* () {
        yield file.subarray(0, 1000)
        await stuck.promise
      })(),
    )
    await expect.poll(async () => (await desk.state(id, token)).offset).toBe(1000)
    const fresh = desk.append(id, token, 1000, inPieces(file.subarray(1000), 500))
    await expect(stale).rejects.toEqual(failsWith('INTERRUPTED'))
    expect((await fresh).content).toEqual(describeContent(file))
  })

  test('a source that fails keeps what it gave', async () => {
    const { desk } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    const failing = (async function* () {
      yield file.subarray(0, 1000)
      throw new Error('the line went dead')
    })()
    await expect(desk.append(id, token, 0, failing)).rejects.toThrow('the line went dead')
    expect((await desk.append(id, token, 1000, inPieces(file.subarray(1000), 500))).content).toBeDefined()
  })

  test('a store that fails for a while: the upload ends when the client tries again', async () => {
    const { desk, store } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    const put = store.put.bind(store)
    store.put = () => Promise.reject(new ContentError('DISK_FULL', 'no room'))
    await expect(desk.append(id, token, 0, inPieces(file, 500))).rejects.toEqual(failsWith('DISK_FULL'))
    expect((await desk.state(id, token)).offset).toBe(5000)
    store.put = put
    expect((await desk.append(id, token, 5000, inPieces(new Uint8Array(0), 1))).content).toEqual(describeContent(file))
    expect(desk.usedBytes(addressOf(alice))).toBe(5000)
  })

  test('cancelling frees the quota and ends the upload', async () => {
    const { desk } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    await desk.append(id, token, 0, inPieces(file.subarray(0, 1000), 500))
    await desk.cancel(id, token)
    expect(desk.usedBytes()).toBe(0)
    await expect(desk.append(id, token, 1000, whole)).rejects.toEqual(failsWith('NOT_FOUND'))
  })

  test('unfinished uploads end after a day and leave nothing', async () => {
    const { desk, clock, path } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    await desk.append(id, token, 0, inPieces(file.subarray(0, 1000), 500))
    clock.now += UPLOAD_LIFETIME_MS - 1
    await desk.sweep()
    expect((await desk.state(id, token)).offset).toBe(1000)
    clock.now += 1
    await expect(desk.append(id, token, 1000, whole)).rejects.toEqual(failsWith('EXPIRED'))
    await desk.sweep()
    await expect(desk.state(id, token)).rejects.toEqual(failsWith('NOT_FOUND'))
    expect(await readdir(join(path, 'open'))).toEqual([])
    expect(desk.usedBytes()).toBe(0)
  })

  test('what a crash leaves in the directory is swept or ignored', async () => {
    const { desk, path, reopen } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    const folder = join(path, 'open')
    await writeFile(join(folder, `${'1'.repeat(32)}.part`), 'bytes of nobody')
    await writeFile(join(folder, `${'2'.repeat(32)}.json`), '{"id":"22')
    await writeFile(join(folder, `${'3'.repeat(32)}.json.new`), '{"id":"33')
    const again = await reopen()
    expect((await readdir(folder)).sort()).toEqual([`${id}.json`, `${id}.part`])
    expect((await again.state(id, token)).offset).toBe(0)
  })
})

describe('quota', () => {
  const attempt = (desk: UploadDesk, size: number, signer = alice, seed = 1) =>
    create(desk, signed(orderFor(patternBytes(size, seed), signer), signer))

  async function upload(desk: UploadDesk, bytes: Uint8Array, signer = alice) {
    const { id, token } = await create(desk, signed(orderFor(bytes, signer), signer))
    return (await desk.append(id, token, 0, inPieces(bytes, 1000))).content
  }

  test('per file, per account and in all; open uploads count with their whole size', async () => {
    const { desk } = await openDesk({ quota: { maxFileBytes: 6000, bytesPerAccount: 8000, bytesInAll: 12_000 } })
    await expect(attempt(desk, 6001)).rejects.toEqual(failsWith('TOO_LARGE'))
    await attempt(desk, 5000)
    await expect(attempt(desk, 3001)).rejects.toEqual(failsWith('QUOTA_EXCEEDED'))
    await attempt(desk, 3000)
    await expect(attempt(desk, 4001, bob)).rejects.toEqual(failsWith('QUOTA_EXCEEDED'))
    await attempt(desk, 4000, bob)
    expect([desk.usedBytes(addressOf(alice)), desk.usedBytes(addressOf(bob)), desk.usedBytes()]).toEqual([
      8000, 4000, 12_000,
    ])
  })

  test('finished uploads count until they are released, over restarts and a torn ledger', async () => {
    const { desk, reopen, path } = await openDesk({ quota: { bytesPerAccount: 8000 } })
    const content = await upload(desk, file)
    // A line the disk had no room for, and one after it.
    await appendFile(join(path, 'stored.jsonl'), '\n{"id":"cut o')
    await upload(desk, file, bob)
    expect([desk.usedBytes(addressOf(alice)), desk.usedBytes(addressOf(bob))]).toEqual([5000, 5000])
    const again = await reopen()
    expect(again.usedBytes()).toBe(10_000)
    await expect(attempt(again, 3001)).rejects.toEqual(failsWith('QUOTA_EXCEEDED'))
    await again.release(content!.cid)
    expect(again.usedBytes()).toBe(0)
    expect((await reopen()).usedBytes()).toBe(0)
    await attempt(again, 3001)
  })

  test('a file nobody needs is deleted with its quota; uploaded again since, it stays; over restarts', async () => {
    const { desk, reopen, store, clock } = await openDesk()
    const [kept, gone] = [patternBytes(3000), patternBytes(2000)]
    await upload(desk, kept)
    await upload(desk, gone, bob)
    clock.now += 1000
    const since = clock.now
    const again = await reopen()
    const order = orderFor(kept, bob, { expires: since + 1 })
    const { id, token } = await create(again, signed(order, bob))
    await again.append(id, token, 0, inPieces(kept, 1000))
    const [keptCid, goneCid] = [describeContent(kept).cid, describeContent(gone).cid]
    expect(again.storedBefore(since)).toEqual([goneCid])
    expect(await again.discard(keptCid, since)).toBe(false)
    expect(await again.discard(goneCid, since)).toBe(true)
    expect([await store.has(keptCid), await store.has(goneCid)]).toEqual([true, false])
    expect((await reopen()).usedBytes(addressOf(bob))).toBe(3000)
    expect((await reopen()).usedBytes()).toBe(6000)
  })

  test('a process killed between deleting a file and giving its quota back goes on with it', async () => {
    const { desk, reopen, store, clock } = await openDesk()
    const { cid } = (await upload(desk, file))!
    await store.delete(cid)
    const again = await reopen()
    expect(again.storedBefore(clock.now + 1)).toEqual([cid])
    expect(await again.discard(cid, clock.now + 1)).toBe(true)
    expect((await reopen()).usedBytes()).toBe(0)
  })

  test('a file that is uploaded again while it is deleted is there when the upload is acknowledged', async () => {
    const { desk, store, clock } = await openDesk()
    const { cid } = (await upload(desk, file))!
    clock.now += 1000
    const { promise: mayDelete, resolve: allowDelete } = Promise.withResolvers<void>()
    const remove = store.delete.bind(store)
    store.delete = async (deleted) => {
      await mayDelete
      return remove(deleted)
    }
    const discarded = desk.discard(cid, clock.now)
    const put = store.put.bind(store)
    store.put = async (source, options) => {
      const content = await put(source, options)
      setImmediate(allowDelete)
      return content
    }
    const { id, token } = await create(desk, signed(orderFor(file, bob), bob))
    await desk.append(id, token, 0, inPieces(file, 1000))
    expect(await discarded).toBe(true)
    expect(await readAll(store.get(cid))).toEqual(file)
    expect([desk.usedBytes(addressOf(alice)), desk.usedBytes(addressOf(bob))]).toEqual([0, 5000])
  })

  test('an upload that was stored but not noted when the process ended counts once its time is over', async () => {
    const { desk, reopen, store, clock } = await openDesk()
    const { id, token } = await create(desk, signed(orderFor(file, alice), alice))
    const put = store.put.bind(store)
    store.put = async (source, options) => {
      await put(source, options)
      throw new Error('killed here')
    }
    await expect(desk.append(id, token, 0, whole)).rejects.toThrow('killed here')
    store.put = put
    const again = await reopen()
    clock.now += UPLOAD_LIFETIME_MS
    await again.sweep()
    expect(again.usedBytes(addressOf(alice))).toBe(5000)
    expect(again.storedBefore(clock.now + 1)).toEqual([describeContent(file).cid])
  })

  test('number of orders per account and in all, and of files', async () => {
    const { desk, clock } = await openDesk({ quota: { ordersPerAccount: 2, ordersInAll: 3, filesInAll: 1 } })
    await upload(desk, file)
    await expect(attempt(desk, 10)).rejects.toEqual(failsWith('QUOTA_EXCEEDED'))
    const other = await openDesk({ quota: { ordersPerAccount: 2, ordersInAll: 3 } })
    await attempt(other.desk, 1)
    await attempt(other.desk, 2)
    await expect(attempt(other.desk, 3)).rejects.toEqual(failsWith('QUOTA_EXCEEDED'))
    await attempt(other.desk, 1, bob)
    await expect(attempt(other.desk, 2, bob)).rejects.toEqual(failsWith('QUOTA_EXCEEDED'))
    other.clock.now = clock.now + UPLOAD_LIFETIME_MS
    const late = orderFor(file, alice, { expires: other.clock.now + 1000 })
    await create(other.desk, signed(late, alice))
  })
})
