import { ss58Encode } from '../../packages/codec/src/index.ts'
import { keypairFromUri } from '../../packages/crypto/src/index.ts'
import { addressOf, runtimeCall } from '../../packages/frame/src/index.ts'
import { balances } from '../../packages/runtime/src/index.ts'
import { type BoughtLicence, buyLicence, ChainClient, createOffer, SdkError } from '../../packages/sdk/src/index.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '../chromium.ts'
import { AppUnderTest } from './AppUnderTest.ts'
import type { Person } from './Person.ts'
import { publishDemo } from './publishDemo.ts'

const [BOB, CHARLIE] = ['Bob', 'Charlie'].map((name) => keypairFromUri(`//${name}`, 'sr25519'))
const OFFER = createOffer('Personal', 10n ** 12n)

describe.runIf(hasChromium('the pages of the network were not tried'))('a chain of some seconds', () => {
  let app: AppUnderTest
  let person: Person
  let bought: BoughtLicence
  let failed: string
  beforeAll(async () => {
    app = await AppUnderTest.start(40, ['--demo-samples', 'false'])
    const sample = await publishDemo(app.network, 'Tin Hat', CHARLIE, { offers: [OFFER] })
    using chain = await ChainClient.connect(app.network.nodeUrl)
    bought = await buyLicence(chain, sample, OFFER, BOB)
    const tooMuch = runtimeCall(balances.calls.transferKeepAlive, {
      dest: addressOf(CHARLIE.account),
      value: 10n ** 30n,
    })
    const failure = await chain.submit(tooMuch, BOB).catch((error: SdkError) => error)
    failed = ((failure as SdkError).cause as BoughtLicence['inclusion']).hash
    await app.network.until(async () => (await fetch(`${app.network.marketUrl}/api/extrinsics/${failed}`)).ok)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.screenshot(`failed-${task.name}`)
    expect(await person.leave()).toEqual([])
  })
  afterAll(() => app?.stop())

  test('shows its blocks as they come, and stands still when asked to', async () => {
    person = await app.person()
    const { page } = person
    await page.goto('/network')
    const blocks = page.getByRole('region', { name: 'Blocks' })
    const next = (await app.network.bestNumber()) + 2
    await blocks.getByRole('link', { name: String(next), exact: true }).waitFor()
    await blocks.getByText('final', { exact: true }).first().waitFor()
    await person.screenshot('network')
    await blocks.getByRole('button', { name: 'Pause' }).click()
    const top = await blocks.getByRole('row').nth(1).getByRole('link').first().textContent()
    await page.getByRole('link', { name: new RegExp(`^Block ${Number(top) + 2},`) }).waitFor()
    expect(await blocks.getByRole('row').nth(1).getByRole('link').first().textContent()).toBe(top)
    await blocks.getByRole('button', { name: 'Follow' }).click()
    await blocks.getByRole('link', { name: String(Number(top) + 2), exact: true }).waitFor()
  })

  test('is searched for whatever there is in it', async () => {
    person = await app.person()
    const { page } = person
    await page.goto('/network')
    const { block, blockNumber, hash } = bought.inclusion
    const bob = ss58Encode(BOB.account)
    const found = async (query: string) => {
      await page.getByRole('searchbox', { name: 'Search the chain' }).fill(query)
      await page.keyboard.press('Enter')
    }
    const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
    await found(block)
    await heading(`Block ${blockNumber}`)
    await found(hash)
    await heading(/^Extrinsic \d+-\d+$/)
    await found(bob)
    await page.waitForURL(`**/accounts/${bob}`)
    await page.getByText(bob).first().waitFor()
    await page.goto('/network')
    await found('tin hat')
    await heading('Tin Hat')

    await page.goto('/network')
    await page.getByRole('searchbox', { name: 'Search the chain' }).fill(String(bought.licence))
    await page.getByRole('option', { name: /Block$/ }).waitFor()
    await page.getByRole('option', { name: /Sample$/ }).waitFor()
    await person.screenshot('network-search')
    await page.getByRole('option', { name: /Licence$/ }).click()
    await heading(`Licence #${bought.licence}: Tin Hat`)
    await page.goto('/network')
    await found('nothing is called like this')
    await page.getByText('Nothing is called “nothing is called like this”.').waitFor()
  })

  test('decodes calls and events, and says why a transaction has failed', async () => {
    person = await app.person()
    const { page } = person
    await page.goto(`/extrinsics/${bought.inclusion.hash}`)
    await page.getByRole('heading', { name: 'SampleRegistry.buy_licence' }).waitFor()
    await page.getByText('Success', { exact: true }).waitFor()
    const events = page.getByRole('region', { name: /^Events/ })
    await events.getByText('SampleRegistry.LicenceBought', { exact: true }).waitFor()
    await events.getByText('SampleRegistry.SharePaid', { exact: true }).waitFor()
    await person.screenshot('extrinsic')
    await page.goto(`/extrinsics/${failed}`)
    await page.getByText('Failed', { exact: true }).first().waitFor()
    await page.getByRole('alert').waitFor()

    await page.goto(`/blocks/${bought.inclusion.blockNumber}`)
    await page.getByRole('link', { name: /buy_licence/ }).click()
    await page.getByRole('heading', { name: 'SampleRegistry.buy_licence' }).waitFor()
    await page.goto('/blocks/99999999')
    await page.getByRole('heading', { name: 'Block 99999999 has not been made yet' }).waitFor()
    person.takeComplaints() // the browser logs every 404
  })
})
