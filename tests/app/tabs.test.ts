import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '../chromium.ts'
import { AppOnTestChain } from './AppOnTestChain.ts'
import type { Person } from './Person.ts'

const PASSWORD = 'four quiet drums at dawn'
/** Browsers open at most six connections to a host over HTTP/1.1. */
const TABS = 8

describe.runIf(hasChromium('several tabs were not tried'))('several tabs of one browser', () => {
  let app: AppOnTestChain
  let person: Person
  beforeAll(async () => {
    app = await AppOnTestChain.start()
    await app.node.produceMany(3)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.screenshot(`failed-${task.name}`)
    expect(await person.leave()).toEqual([])
  })
  afterAll(() => app?.stop())

  const openTab = async (path: string): Promise<Page> => {
    const tab = await person.page.context().newPage()
    await tab.goto(path)
    return tab
  }
  const lockButton = () => person.page.getByRole('button', { name: 'Lock all', exact: true })
  const expectHead = async (tabs: readonly Page[]) => {
    const name = new RegExp(`^Block ${(await app.node.produce()).number}, .* New blocks are coming\\.$`)
    await Promise.all(tabs.map((tab) => tab.getByRole('link', { name }).waitFor()))
  }

  test('share one stream of changes, which goes on in another when the tab that has it is closed', async () => {
    person = await app.person()
    const { page } = person
    let streams = 0
    page.context().on('request', (request) => (streams += Number(request.url().endsWith('/api/stream'))))
    await page.goto('/network')
    const tabs = [page]
    while (tabs.length < TABS) tabs.push(await openTab('/network'))
    await expectHead(tabs)
    expect(streams).toBe(1)
    await page.close()
    await expect.poll(() => streams, { timeout: 55_000 }).toBe(2)
    await tabs[1].getByRole('link', { name: /New blocks are coming\.$/ }).waitFor()
    await expectHead(tabs.slice(1))
    expect(streams).toBe(2)
  })

  test('are told when one is locked', async () => {
    person = await app.person()
    await person.createAccount('Mila', PASSWORD)
    const other = await openTab('/wallet')
    await other.evaluate(() => {
      const channel = new BroadcastChannel('echochain.wallet.lock')
      channel.addEventListener('message', ({ data }) => Object.assign(globalThis, { locked: data }))
    })
    await lockButton().click()
    await lockButton().waitFor({ state: 'detached' })
    await other.waitForFunction(() => (globalThis as { locked?: unknown }).locked === null)
  })

  test('are locked when one of them tells so', async () => {
    person = await app.person()
    await person.createAccount('Nora', PASSWORD)
    await lockButton().waitFor()
    const other = await openTab('/wallet')
    await other.evaluate(() => {
      const channel = new BroadcastChannel('echochain.wallet.lock')
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
      channel.postMessage(null)
    })
    await lockButton().waitFor({ state: 'detached' })
  })

  test('say in words that no node answers a signature, until one does', async () => {
    person = await app.person({ viewport: { width: 390, height: 600 } })
    const { page } = person
    await person.useDevAccount('Bob')
    const send = page.getByRole('region', { name: 'Send' })
    await send.getByLabel('To the address').fill('5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy')
    await send.getByLabel('Amount in ECHO').fill('1')
    await send.getByRole('button', { name: 'Send…' }).click()
    const sign = page.getByRole('button', { name: 'Sign and send' })
    await sign.click({ trial: true }) // it can be pressed
    const notice = page.getByRole('alert').filter({ hasText: 'No node of the network answers' })
    await app.withoutNode(async () => {
      await sign.click()
      await notice.waitFor()
      const { y, height } = (await notice.boundingBox())!
      expect([y >= 0, y + height <= 600]).toEqual([true, true])
      await person.screenshot('phone-node-gone')
    })
    await notice.waitFor({ state: 'detached' })
    await person.sign()
    person.takeComplaints() // the browser logs by itself what it could not connect to
  })

  test('say below the header that the connection is lost', async () => {
    person = await app.person({ viewport: { width: 390, height: 844 } })
    const { page } = person
    await page.goto('/')
    await page.getByRole('link', { name: /New blocks are coming\.$/ }).waitFor()
    const notice = page.getByRole('status').filter({ hasText: 'The connection to the market is lost.' })
    await app.withoutMarket(async () => {
      await notice.waitFor()
      expect(await person.findBarriers()).toEqual([])
      expect(await person.isWiderThanScreen()).toBe(false)
      await person.screenshot('phone-market-lost')
    })
    await notice.waitFor({ state: 'detached' })
    person.takeComplaints() // the browser logs by itself what it could not connect to
  })
})
