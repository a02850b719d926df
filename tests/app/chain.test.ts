import { toHex } from '../../packages/codec/src/index.ts'
import { keypairFromUri } from '../../packages/crypto/src/index.ts'
import { producing } from '../../packages/sdk/src/testing/startChain.ts'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '../chromium.ts'
import { AppOnTestChain } from './AppOnTestChain.ts'
import type { Person } from './Person.ts'
import { publishDemo } from './publishDemo.ts'

const [BOB, CHARLIE, DAVE] = ['Bob', 'Charlie', 'Dave'].map((name) => keypairFromUri(`//${name}`, 'sr25519'))
const ECHO = 10n ** 12n
/** Blocks after which the one before them is final. */
const TO_FINALITY = 12
/** Blocks after which nothing that was signed before them can be included. */
const TO_EXPIRY = 70
const WAIT = { timeout: 55_000 }

// A chain that does what it is told: what happens to people when blocks, nodes and markets go.
describe.runIf(hasChromium('what chains do to people was not tried'))('whoever has signed', () => {
  let app: AppOnTestChain
  let person: Person
  beforeAll(async () => {
    app = await AppOnTestChain.start()
    await publishDemo(app.urls, 'Tin Hat', CHARLIE, { submit: producing(app.node) })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.screenshot(`failed-${task.name}`)
    expect(await person.leave()).toEqual([])
  })
  afterAll(() => app?.stop())

  /** The list of what was signed, opened. */
  const openTransactions = async () => {
    await person.page.getByRole('button', { name: /transactions?( under way)?$/ }).click()
    const list = person.page.getByRole('banner').getByRole('list')
    await list.waitFor()
    return list
  }
  const orderTransfer = async (amount: string) => {
    const { page } = person
    await person.useDevAccount('Bob')
    const send = page.getByRole('region', { name: 'Send' })
    await send.getByLabel('To the address').fill('5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy')
    await send.getByLabel('Amount in ECHO').fill(amount)
    await send.getByRole('button', { name: 'Send…' }).click()
  }
  const signTransfer = async (amount: string) => {
    await orderTransfer(amount)
    await person.sign()
    await expect.poll(() => [...app.node.pool.pending()].length, WAIT).toBe(1)
  }

  test('sees a purchase taken back with its block, included again, and final', async () => {
    person = await app.person()
    const { page } = person
    await person.useDevAccount('Bob')
    await page.goto('/samples/1')
    await page.getByRole('button', { name: /^Buy for 1 ECHO: personal licence/ }).click()
    await person.sign()
    await expect.poll(() => [...app.node.pool.pending()].length, WAIT).toBe(1)
    const parent = app.node.chain.best
    await app.node.produce()
    const bought = page.getByRole('dialog', { name: 'Personal licence' })
    await bought.getByText('It is yours').waitFor()
    await bought.getByText(/^The purchase is in a block\./).waitFor()

    await app.node.fork(parent, 2)
    await bought.getByText('The block was replaced; the purchase waits for the next one').waitFor()
    expect(await bought.getByText('It is yours').count()).toBe(0)
    await person.screenshot('purchase-taken-back')
    await app.node.produce()
    await bought.getByText(/^The purchase is in a block\./).waitFor()
    await app.node.produceMany(TO_FINALITY)
    await bought.getByText('The purchase is final. Nobody can take it back.').waitFor()
    await bought.getByRole('link', { name: 'Certificate of licence #1' }).click()
    await page.getByRole('button', { name: 'Check on the chain' }).click()
    await page.getByText('The licence is on the chain, exactly as shown here.').waitFor()
  })

  test('needs no mouse for it, and is not lost when dialogs open and close', async () => {
    person = await app.person()
    const { page } = person
    const untilFocused = (element: Locator) => element.and(page.locator(':focus')).waitFor()
    await person.useDevAccount('Eve')
    await page.goto('/')
    await page.getByRole('link', { name: 'Tin Hat', exact: true }).waitFor()
    await page.keyboard.press('Tab')
    await untilFocused(page.getByRole('link', { name: 'Skip to content' }))
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Tin Hat', exact: true }).focus()
    await page.keyboard.press('Enter')
    const buy = page.getByRole('button', { name: /^Buy for 1 ECHO: personal licence/ })
    await buy.focus()
    await page.keyboard.press('Enter')
    const sign = page.getByRole('button', { name: 'Sign and send' })
    await untilFocused(page.getByRole('button', { name: 'Cancel' })) // pressed in haste, it signs nothing
    await sign.click({ trial: true }) // it can be pressed
    await page.keyboard.press('Tab')
    await untilFocused(sign)
    await page.keyboard.press('Enter')
    await expect.poll(() => [...app.node.pool.pending()].length, WAIT).toBe(1)
    await app.node.produceMany(1 + TO_FINALITY)
    await page.getByRole('dialog', { name: 'Personal licence' }).getByText('Nobody can take it back.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await untilFocused(buy)
  })

  test('finds a transaction followed again after a reload, also when the node was away', async () => {
    person = await app.person()
    await signTransfer('1')
    const balance = app.node.test.signer.balanceOf(DAVE.account)
    await app.withoutNode(async () => {
      await person.page.reload()
      await (await openTransactions()).getByText(/^Sent, waiting for a block/).waitFor()
    })
    await app.node.produceMany(1 + TO_FINALITY)
    await person.page.getByText(/^Final · /).waitFor()
    expect(app.node.test.signer.balanceOf(DAVE.account) - balance).toBe(ECHO)
    person.takeComplaints() // the browser logs by itself what it could not connect to
  })

  test('is told that a transaction has expired, and that nothing was taken', async () => {
    person = await app.person()
    await signTransfer('2')
    const list = await openTransactions()
    const balance = app.node.test.signer.balanceOf(DAVE.account)
    await app.node.fork(app.node.chain.best, TO_EXPIRY)
    await list.getByText(/^It came into no block in time/).waitFor()
    await person.screenshot('transaction-expired')
    expect(app.node.test.signer.balanceOf(DAVE.account)).toBe(balance)
    await app.node.produceMany(TO_FINALITY)
  })

  test('is told that another transaction took the place of this one', async () => {
    person = await app.person()
    await signTransfer('3')
    const list = await openTransactions()
    const { signer } = app.node.test
    const nonce = signer.nonceOf(BOB.account)
    const other = signer.transfer(BOB, DAVE.account, 7n * ECHO, { nonce, tip: ECHO })
    await app.rpc('author_submitExtrinsic', [toHex(other)])
    await app.node.produceMany(1 + TO_FINALITY)
    await list.getByText(/^Another transaction of this account took its place/).waitFor()
    await person.screenshot('transaction-replaced')
  })

  test('has signed nothing where the app could not send it', async () => {
    person = await app.person()
    const { page } = person
    await page.route('**/followTransaction-*.js', (route) => route.abort())
    await orderTransfer('4')
    await page.getByRole('button', { name: 'Sign and send' }).click()
    const problem = page.getByRole('dialog').getByRole('alert').filter({ hasText: 'Nothing was signed' })
    await problem.getByText(/could not be loaded, so nothing was sent/).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await page.getByRole('button', { name: /transactions?( under way)?$/ }).count()).toBe(0)
    person.takeComplaints() // the browser logs by itself what it could not load
  })

  test('finds the page going on by itself when the market has come back', async () => {
    person = await app.person()
    const { page } = person
    await page.goto('/network')
    await page.getByRole('link', { name: /New blocks are coming\.$/ }).waitFor()
    await app.withoutMarket(async () => {
      await page.getByRole('link', { name: 'The connection to the market is lost. It comes back by itself.' }).waitFor()
      await page.getByRole('link', { name: 'My licences' }).click() // whose code is not loaded yet
    })
    await page.getByRole('heading', { level: 1, name: 'My licences' }).waitFor()
    await page.getByRole('link', { name: 'Network', exact: true }).click()
    await app.node.produce()
    const best = app.node.chain.best.number
    await page.getByRole('link', { name: new RegExp(`^Block ${best}, .* New blocks are coming\\.$`) }).waitFor()
    await page
      .getByRole('region', { name: 'Blocks' })
      .getByRole('link', { name: String(best), exact: true })
      .waitFor()
    person.takeComplaints() // the browser logs by itself what it could not connect to
  })

  test('who opens the app while the market does not answer is told so, and need do nothing', async () => {
    person = await app.person()
    const { page } = person
    await page.route('**/api/network', (route) => route.abort())
    await page.goto('/')
    await page.getByRole('heading', { name: 'The market does not answer' }).waitFor()
    await person.screenshot('market-away')
    await page.unroute('**/api/network')
    await page.getByRole('heading', { level: 1, name: 'Samples' }).waitFor()
    person.takeComplaints() // the browser logs by itself what it could not connect to
  })

  test('sees a block that was replaced marked as such', async () => {
    person = await app.person()
    const { page } = person
    await page.goto('/network')
    const parent = app.node.chain.best
    const blocks = page.getByRole('region', { name: 'Blocks' })
    const gone = await app.node.produce()
    await blocks.getByRole('link', { name: String(gone.number), exact: true }).waitFor()
    await app.node.fork(parent, 2)
    await blocks.getByText('replaced', { exact: true }).waitFor()
    await person.screenshot('network-replaced')
  })
})
