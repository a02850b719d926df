import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ss58Encode } from '../../packages/codec/src/index.ts'
import { keypairFromUri } from '../../packages/crypto/src/index.ts'
import { parseEcho } from '../../packages/sdk/src/index.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '../chromium.ts'
import { AppUnderTest } from './AppUnderTest.ts'
import type { Person } from './Person.ts'
import { demoFile, publishDemo } from './publishDemo.ts'

const PASSWORD = 'four quiet drums at dawn'
const NO_DEMO = ['--demo-samples', 'false']
const [ALICE, CHARLIE, DAVE] = ['Alice', 'Charlie', 'Dave'].map((name) => keypairFromUri(`//${name}`, 'sr25519'))
const TOO_LARGE = 513 * 1024 * 1024
const PHONE = { width: 390, height: 844 }

describe.runIf(hasChromium('what goes wrong was not tried'))('in trouble', () => {
  let app: AppUnderTest
  let person: Person
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'echochain-trouble-'))
    app = await AppUnderTest.start(50, NO_DEMO)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.screenshot(`failed-${task.name}`)
    expect(await person.leave()).toEqual([])
  })
  afterAll(async () => {
    await app?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const dropFiles = (files: Parameters<Person['choose']>[1]) =>
    person.choose(() => person.page.getByRole('button', { name: /^(Choose files|Add more files)$/ }).click(), files)
  let publishing: Promise<number> | undefined
  const publishHat = () => (publishing ??= publishDemo(app.network, 'Tin Hat', CHARLIE))
  const draft = (name: string) => person.page.getByRole('article', { name })

  test('an empty market and an empty account say what there will be, and what to do', async () => {
    person = await app.person()
    const { page } = person
    await page.goto('/')
    await page.getByRole('heading', { name: 'No samples yet' }).waitFor()
    await person.createAccount('Nina', PASSWORD)
    await page.getByText('The chain does not know this account yet.').waitFor()
    await page.getByRole('link', { name: 'My samples' }).click()
    await page.getByRole('heading', { name: 'You have published nothing yet' }).waitFor()
    await page.getByRole('link', { name: 'My licences' }).click()
    await page.getByRole('heading', { name: 'No licences yet' }).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Publish' }).click()
    await page.getByText('This account is still empty').waitFor()
    expect(await person.findBarriers()).toEqual([])
  })

  test('each file that cannot be published has its reason, and shares that do not add up are counted', async () => {
    person = await app.person()
    const { page } = person
    await person.useDevAccount('Dave')
    await page.goto('/publish')
    const kick = demoFile('Velvet Kick')
    const silence = {
      name: 'no-sound.wav',
      bytes: new TextEncoder().encode('This is a letter, not a song. '.repeat(40)),
    }
    const damaged = { name: 'damaged.wav', bytes: kick.bytes.slice(0, 30) }
    await dropFiles([silence, damaged, { name: 'nothing.wav', bytes: new Uint8Array() }, kick])
    await page.getByRole('dialog', { name: 'Upload 2 files' }).waitFor()
    await person.sign()
    await draft('no-sound').getByText('The market cannot read this as sound.').waitFor()
    expect(await page.getByRole('button', { name: 'Play no-sound' }).isDisabled()).toBe(true)
    await draft('damaged').getByRole('alert').waitFor()
    await draft('nothing').getByText('This file is empty.').waitFor()
    await draft('Velvet Kick').getByText('Ready', { exact: true }).waitFor()
    await dropFiles([{ ...kick, name: 'again.wav' }])
    await draft('again')
      .getByText(/^This is the same sound as/)
      .waitFor()
    const large = join(folder, 'large.wav')
    const file = await open(large, 'w')
    await file.truncate(TOO_LARGE)
    await file.close()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Add more files' }).click(),
    ])
    await chooser.setFiles(large)
    await draft('large').getByText('This file is too large: 512 MiB is the most.').waitFor()
    for (const name of ['no-sound', 'damaged', 'nothing', 'again', 'large'])
      await page.getByRole('button', { name: `Remove ${name}`, exact: true }).click()

    const card = draft('Velvet Kick') // open by itself, being the only one
    await card.getByRole('button', { name: 'Share with somebody' }).click()
    await card.getByLabel('Address of person 1').fill('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX')
    await card.getByText(/^This is no address/).waitFor()
    await card.getByLabel('Address of person 1').fill(ss58Encode(CHARLIE.account))
    await card.getByLabel('Share of person 1 in percent').fill('60')
    await card.getByRole('button', { name: 'Share with somebody' }).click()
    await card.getByLabel('Address of person 2').fill(ss58Encode(ALICE.account))
    await card.getByLabel('Share of person 2 in percent').fill('60')
    await card.getByText('The shares add up to 120 %; 100 % are the most.').waitFor()
    await card.getByLabel('Price of a personal licence in ECHO').fill('cheap')
    await card.getByText(/^Write the price like 12\.5/).waitFor()
    await page.getByRole('button', { name: 'Publish it' }).click()
    await page.getByText('1 sound is not complete yet.').waitFor()
    await person.screenshot('publish-problems')
    expect(await person.findBarriers()).toEqual([])
    person.takeComplaints() // the browser logs by itself that two files were refused
  })

  test('an upload that a reload has interrupted goes on where it was, without another signature', async () => {
    person = await app.person()
    const { page } = person
    await person.useDevAccount('Dave')
    await page.goto('/publish')
    const pad = demoFile('Amber Light')
    const parts: number[] = []
    let held = true
    await page.route(`${app.network.gatewayUrl}/uploads/**`, async (route) => {
      const request = route.request()
      if (request.method() !== 'PATCH') return route.continue()
      if (held && parts.length === 1) return undefined // the second part gets nowhere
      parts.push(Number(request.headers()['content-length'] ?? request.postDataBuffer()?.length ?? 0))
      return route.continue()
    })
    await dropFiles([pad])
    await person.sign()
    await page.getByText(/^Uploading, 1\.0 MB of /).waitFor()
    held = false
    await page.reload()
    await draft('Amber Light').getByText('Ready', { exact: true }).waitFor()
    expect(parts).toHaveLength(2)
    expect(await page.getByRole('dialog').count()).toBe(0)
    person.takeComplaints() // the browser logs the request that the reload broke off
  })

  test('a licence is bought and its file kept on a phone', async () => {
    await publishHat()
    person = await app.person({ viewport: PHONE, hasTouch: true, isMobile: true, colorScheme: 'dark' })
    const { page } = person
    const expectFits = async () => expect(await person.isWiderThanScreen()).toBe(false)
    await person.useDevAccount('Dave')
    await expectFits()
    await page.getByRole('button', { name: 'Pages' }).tap()
    await page.getByRole('dialog').getByRole('link', { name: 'Browse' }).tap()
    await page.getByRole('button', { name: 'Play Tin Hat' }).tap()
    await page.getByRole('region', { name: 'Player' }).waitFor()
    await person.screenshot('phone-browse')
    await expectFits()
    await page.getByRole('list', { name: 'Samples' }).getByRole('link', { name: 'Tin Hat', exact: true }).tap()
    await page.getByRole('button', { name: /^Buy for 4 ECHO: commercial licence/ }).tap()
    const sign = page.getByRole('button', { name: 'Sign and send' })
    await sign.waitFor()
    await person.screenshot('phone-sign')
    await person.sign()
    const bought = page.getByRole('dialog', { name: 'Commercial licence' })
    await bought.getByText('It is yours').waitFor()
    const { bytes } = await person.download(() => bought.getByRole('button', { name: /^Download/ }).tap())
    expect(Buffer.compare(bytes, demoFile('Tin Hat').bytes)).toBe(0)
    await bought.getByRole('link', { name: /^Certificate of licence/ }).tap()
    await page.getByRole('heading', { level: 1, name: /^Licence #\d+: Tin Hat$/ }).waitFor()
    await person.screenshot('phone-certificate')
    await expectFits()
  })

  test('over a slow line the list appears, and a sound is heard once it is there', async () => {
    await publishHat()
    person = await app.person()
    const { page } = person
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Network.enable')
    const slow = { offline: false, latency: 400, downloadThroughput: 200_000, uploadThroughput: 50_000 }
    await devtools.send('Network.emulateNetworkConditions', slow)
    await page.goto('/')
    await page.getByRole('button', { name: 'Play Tin Hat' }).click()
    await page.waitForFunction(() => performance.getEntriesByName('next-audible').length > 0)
    await page.getByRole('region', { name: 'Player' }).waitFor()
  })

  test.runIf(existsSync('/proc'))('a market that is killed is missed, started again, and gone on with', async () => {
    person = await app.person()
    const { page } = person
    await page.goto('/network')
    await following(page)
    process.kill(marketOf(app.network.dataDir), 'SIGKILL')
    await page.getByRole('link', { name: /^The connection to the market is lost/ }).waitFor()
    await person.screenshot('market-lost')
    await following(page)
    person.takeComplaints() // the browser logs by itself what it could not connect to
  })

  test('what was signed just before the whole network is killed is final after its next start', async () => {
    person = await app.person()
    const { page } = person
    await person.useDevAccount('Charlie')
    const before = await balanceOf(DAVE.account)
    const send = page.getByRole('region', { name: 'Send' })
    await send.getByLabel('To the address').fill(ss58Encode(DAVE.account))
    await send.getByLabel('Amount in ECHO').fill('1.25')
    await send.getByRole('button', { name: 'Send…' }).click()
    await person.sign()
    await app.network.killLeader()
    await page.getByRole('link', { name: /^The connection to the market is lost/ }).waitFor()
    await app.network.start(NO_DEMO)
    await following(page)
    await page.getByRole('button', { name: 'Recent transactions' }).click()
    await page.getByText(/^Final · /).waitFor()
    expect((await balanceOf(DAVE.account)) - before).toBe(parseEcho('1.25'))
    person.takeComplaints() // the browser logs by itself what it could not connect to
  })

  const following = (page: Person['page']) => page.getByRole('link', { name: /New blocks are coming\.$/ }).waitFor()

  const balanceOf = async (account: typeof DAVE.account): Promise<bigint> => {
    const response = await fetch(`${app.network.marketUrl}/api/accounts/${ss58Encode(account)}`)
    return BigInt(((await response.json()) as { balance: { free: string } }).balance.free)
  }
})

/** The process of the market of a network, which `npm start` started. */
function marketOf(dataDir: string): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const found = processes.find((pid) => {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return args.includes('market') && args.includes(dataDir)
    } catch {
      return false // it has ended meanwhile
    }
  })
  return Number(found)
}
