import { sha256, ss58Encode, toHex } from '../../packages/codec/src/index.ts'
import { keypairFromUri } from '../../packages/crypto/src/index.ts'
import { computeSplit } from '../../packages/runtime/src/index.ts'
import {
  createOffer,
  formatEcho,
  type LicenceProof,
  MarketClient,
  parseEcho,
  verifyLicenceProof,
} from '../../packages/sdk/src/index.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '../chromium.ts'
import { AppUnderTest } from './AppUnderTest.ts'
import type { Person } from './Person.ts'
import { demoFile, publishDemo } from './publishDemo.ts'

const PASSWORD = 'four quiet drums at dawn'
const [ALICE, CHARLIE, DAVE] = ['Alice', 'Charlie', 'Dave'].map((name) => keypairFromUri(`//${name}`, 'sr25519'))
const PRICE = parseEcho('12.5')
const FILES = [demoFile('Dusty Stairs'), demoFile('Velvet Kick')]

// One story in chapters: each goes on where the one before has ended.
describe.runIf(hasChromium('publishing and buying were not tried'))('publishing, buying and keeping', () => {
  let app: AppUnderTest
  let alice: Person
  let bob: Person
  beforeAll(async () => {
    app = await AppUnderTest.start(30, ['--demo-samples', 'false'])
    await publishDemo(app.network, 'Paper Snare', CHARLIE)
    alice = await app.person({ colorScheme: 'dark' })
    bob = await app.person()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    await alice.screenshot(`failed-${task.name}, Alice`)
    await bob.screenshot(`failed-${task.name}, Bob`)
  })
  afterAll(() => app?.stop())

  const expectNoComplaints = () =>
    expect({ alice: alice.takeComplaints(), bob: bob.takeComplaints() }).toEqual({ alice: [], bob: [] })

  test('two files are published with one signature, with shares, a parent and prices', async () => {
    const { page } = alice
    await alice.useDevAccount('Alice')
    await page.goto('/publish')
    await alice.choose(() => page.getByRole('button', { name: 'Choose files' }).click(), FILES)
    await page.getByRole('dialog', { name: 'Upload 2 files' }).waitFor()
    await alice.sign()
    const loop = page.getByRole('article', { name: 'Dusty Stairs' })
    const kick = page.getByRole('article', { name: 'Velvet Kick' })
    await loop.getByText('Ready', { exact: true }).waitFor()
    await kick.getByText('Ready', { exact: true }).waitFor()

    await loop.getByRole('button', { name: 'Edit Dusty Stairs' }).click()
    expect(await loop.getByLabel('Tempo (BPM)').inputValue()).toBe('90')
    await loop.getByRole('combobox', { name: 'Tags' }).fill('dusty')
    await page.keyboard.press('Enter')
    await loop.getByLabel('Price of a commercial licence in ECHO').fill('12.5')
    await loop.getByRole('button', { name: 'Share with somebody' }).click()
    await loop.getByLabel('Address of person 1').fill(ss58Encode(DAVE.account))
    await loop.getByLabel('Share of person 1 in percent').fill('20')
    await loop.getByLabel('Find a sample by title, tag or number').fill('paper')
    await page.getByRole('option', { name: /Paper Snare/ }).click()
    await loop.getByLabel('Part for Paper Snare in percent').fill('15')
    await loop.getByText('You keep 80 % of what reaches this sample.').waitFor()
    expect(await alice.findBarriers()).toEqual([])
    await alice.screenshot('publish')

    await page.getByRole('button', { name: 'Publish 2 samples' }).click()
    await page
      .getByRole('dialog', { name: 'Publish 2 samples' })
      .getByText('Deposit, set aside for your record')
      .waitFor()
    await alice.sign()
    for (const card of [page.getByRole('article', { name: 'Dusty Stairs' }), kick])
      await card.getByRole('link', { name: 'Go to its page' }).waitFor()
    expectNoComplaints()
  })

  test('it is found by words and filters, which the address keeps, and heard; the keyboard goes on to the next', async () => {
    const { page } = bob
    await bob.createAccount('Bob', PASSWORD)
    await bob.askFaucet()
    await page.getByRole('link', { name: 'Browse' }).click()
    const samples = page.getByRole('list', { name: 'Samples' })
    await samples.getByRole('listitem').nth(2).waitFor()
    await samples
      .getByRole('button', { name: /^Play / })
      .first()
      .click()
    const player = page.getByRole('region', { name: 'Player' })
    await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('footer [type=range]')?.value) > 0)
    const first = await player.getByRole('link').textContent()
    await page.keyboard.press('j')
    await player.getByRole('link').filter({ hasNotText: first! }).waitFor()
    await page.waitForFunction(() => performance.getEntriesByName('next-audible').length > 1)
    const waits = await page.evaluate(() =>
      performance
        .getEntriesByType('measure')
        .filter(({ name }) => name === 'next-audible')
        .map(
          (entry) =>
            `${Math.round(entry.duration)} ms${(entry as PerformanceMeasure).detail.prefetched ? '' : ' (not fetched before)'}`,
        ),
    )
    console.log(`From the press to the sound: ${waits.join(', ')}`)
    await page.keyboard.press(' ')

    await page.getByRole('searchbox', { name: 'Search samples' }).fill('dust')
    await page.getByText('1 sample', { exact: true }).waitFor()
    await page.getByText('Loop 1', { exact: true }).click()
    await page.getByRole('button', { name: 'Remove the filter Loop' }).waitFor()
    expect(new URL(page.url()).search).toContain('dust')
    await bob.screenshot('browse-found')
    const expectFound = async () => {
      await page.getByRole('button', { name: 'Remove the filter Loop' }).waitFor()
      expect(await page.getByRole('searchbox', { name: 'Search samples' }).inputValue()).toBe('dust')
      await samples.getByRole('link', { name: 'Dusty Stairs', exact: true }).waitFor()
      expect(await samples.getByRole('listitem').count()).toBe(1)
    }
    await page.reload()
    await expectFound()
    await samples.getByRole('link', { name: 'Dusty Stairs', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Dusty Stairs' }).waitFor()
    await page.goBack()
    await expectFound()
    expectNoComplaints()
  })

  test('a licence is bought with price and fee shown, followed until it is final, and its file is the one published', async () => {
    const { page } = bob
    await page.getByRole('link', { name: 'Dusty Stairs', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Dusty Stairs' }).waitFor()
    await page.getByRole('heading', { name: 'Who is paid' }).waitFor()
    await bob.screenshot('sample')
    await page.getByRole('button', { name: /^Buy for 12.5 ECHO: commercial licence/ }).click()
    const signing = page.getByRole('dialog', { name: 'Commercial licence of “Dusty Stairs”' })
    const fee = signing.getByRole('row', { name: /^Network fee/ })
    await fee.getByText(/^0\.\d+ ECHO$/).waitFor()
    expect(await signing.getByRole('row', { name: /^You pay at most/ }).textContent()).toContain(formatEcho(PRICE))
    await bob.screenshot('sign-purchase')
    expect(await bob.findBarriers()).toEqual([])
    await bob.sign(PASSWORD)
    const bought = page.getByRole('dialog', { name: 'Commercial licence' })
    await bought.getByText('It is yours').waitFor()
    await bought.getByText('The purchase is final. Nobody can take it back.').waitFor()

    const { name, bytes } = await bob.download(() => bought.getByRole('button', { name: /^Download/ }).click())
    expect(name).toBe('Dusty Stairs.wav')
    expect(toHex(sha256(bytes))).toBe(toHex(sha256(FILES[0].bytes)))
    await bought.getByText('Checked: this is the file whose hash is on the chain.').waitFor()
    await bob.screenshot('bought')
    expectNoComplaints()
  })

  test('the certificate is proven on the chain, and its proof is checked by anybody', async () => {
    const { page } = bob
    await page.getByRole('link', { name: 'Certificate of licence #1' }).click()
    await page.getByRole('heading', { level: 1, name: 'Licence #1: Dusty Stairs' }).waitFor()
    await page.getByRole('button', { name: 'Check on the chain' }).click()
    await page.getByText('The licence is on the chain, exactly as shown here.').waitFor()
    await bob.screenshot('certificate')
    expect(await bob.findBarriers()).toEqual([])
    const file = await bob.download(() => page.getByRole('button', { name: 'Save the proof as a file' }).click())
    const proof = JSON.parse(new TextDecoder().decode(file.bytes)) as LicenceProof
    expect(verifyLicenceProof(proof)).toMatchObject({ kind: 'Commercial' })

    await alice.page.goto('/licences')
    const check = alice.page.getByRole('region', { name: 'Check a proof file' })
    const give = (bytes: Uint8Array) =>
      alice.choose(() => check.getByRole('button', { name: 'Choose a proof file' }).click(), [{ ...file, bytes }])
    await give(file.bytes)
    await check.getByText(/^It is genuine: the licence stood on the chain/).waitFor()
    const forged = JSON.stringify({ ...proof, nodes: [...proof.nodes.slice(1), proof.nodes[0].replace(/..$/, '00')] })
    await give(new TextEncoder().encode(forged))
    await check.getByText('This proof does not hold: something in it was changed.').waitFor()

    await page.getByRole('link', { name: 'My licences' }).click()
    const held = page.getByRole('list', { name: 'Held' })
    await held.getByRole('link', { name: 'Dusty Stairs' }).waitFor()
    expect(await held.getByRole('listitem').count()).toBe(1)
    expect(await bob.findBarriers()).toEqual([])
    expectNoComplaints()
  })

  test('everybody sees exactly the share that the chain divides the price into', async () => {
    const market = new MarketClient(app.network.marketUrl)
    const [{ id }] = (await market.samples({ q: 'Dusty Stairs' })).items
    const { parents } = await market.sample(id)
    const split = computeSplit(
      PRICE,
      {
        owner: ALICE.account,
        royalties: [{ account: DAVE.account, basisPoints: 2_000 }],
        parents: [{ sample: parents[0].sample, basisPoints: 1_500 }],
      },
      () => ({ owner: CHARLIE.account, royalties: [] }),
    )
    const shareOf = (account: string) => formatEcho(split.payments.find(({ to }) => to === account)!.amount)
    const { page } = alice
    await page.getByRole('link', { name: 'My samples' }).click()
    const earned = page.getByRole('region', { name: 'What it brought' }).getByTitle(shareOf(ALICE.account))
    await earned.waitFor()
    await page.getByRole('list', { name: 'My samples' }).getByTitle(shareOf(ALICE.account)).waitFor()
    await page.getByRole('tab', { name: 'Payments' }).click()
    await page.getByRole('table', { name: 'Payments' }).getByTitle(shareOf(ALICE.account)).waitFor()
    await alice.screenshot('my-samples')
    expect(await alice.findBarriers()).toEqual([])

    await alice.useDevAccount('Dave')
    await page.goto('/my-samples')
    await page.getByRole('tab', { name: 'My shares' }).click()
    await page.getByRole('list', { name: 'My shares' }).getByTitle(shareOf(DAVE.account)).waitFor()
    await alice.useDevAccount('Charlie')
    await page.goto('/my-samples')
    await page.getByRole('tab', { name: 'My shares' }).click()
    await page
      .getByRole('table', { name: /because others made/ })
      .getByTitle(shareOf(CHARLIE.account))
      .waitFor()
    expectNoComplaints()
  })

  test('a price raised while somebody is about to sign is said, and nothing is signed at it', async () => {
    const { page } = bob
    await page.goto('/')
    await page.getByRole('link', { name: 'Velvet Kick', exact: true }).click()
    await page.getByRole('button', { name: /^Buy for 2 ECHO: personal licence/ }).click()
    const signing = page.getByRole('dialog', { name: 'Personal licence of “Velvet Kick”' })
    await signing
      .getByRole('row', { name: /^Network fee/ })
      .getByText(/ECHO$/)
      .waitFor()

    const { page: hers } = alice
    await hers.getByRole('button', { name: 'Account: Charlie' }).click()
    await hers.getByRole('button', { name: /^Alice/ }).click()
    await hers.getByRole('tab', { name: 'My samples' }).click()
    await hers.getByRole('button', { name: 'Change Velvet Kick' }).click()
    await hers.getByRole('menuitem', { name: 'Edit description and prices' }).click()
    const edit = hers.getByRole('dialog', { name: 'Edit “Velvet Kick”' })
    await edit.getByLabel('Price of a personal licence in ECHO').fill('3')
    await edit.getByRole('button', { name: 'Save' }).click()
    await hers.getByRole('dialog', { name: 'Change “Velvet Kick”' }).getByRole('button', { name: /^Sign/ }).click()
    await edit.waitFor({ state: 'detached' })

    await signing.getByText(/^The price has gone up since/).waitFor()
    await signing.getByLabel('Password', { exact: true }).fill(PASSWORD)
    expect(await signing.getByRole('button', { name: 'Sign and send' }).isDisabled()).toBe(true)
    await bob.screenshot('price-raised')
    await signing.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: /^Buy for 3 ECHO: personal licence/ }).waitFor()
    expectNoComplaints()
  })

  test('an exclusive licence stays in sight after its sale, though the sample is not for sale any more', async () => {
    const offers = [createOffer('Exclusive', parseEcho('30'))]
    const sample = await publishDemo(app.network, 'Tin Hat', CHARLIE, { offers })
    const { page } = bob
    await bob.useDevAccount('Eve')
    await page.goto(`/samples/${sample}`)
    await page.getByRole('button', { name: /^Buy for 30 ECHO: exclusive licence/ }).click()
    await bob.sign()
    const bought = page.getByRole('dialog', { name: 'Exclusive licence' })
    await bought.getByText('The purchase is final. Nobody can take it back.').waitFor()
    expect(await page.getByRole('button', { name: /^Buy for/, includeHidden: true }).count()).toBe(0)
    await bought.getByRole('link', { name: /^Certificate of licence/ }).waitFor()
    expectNoComplaints()
  })
})
