import { keypairFromUri } from '../../packages/crypto/src/index.ts'
import {
  addressOf,
  balances,
  buyLicence,
  ChainClient,
  parseEcho,
  registryStorage,
  runtimeCall,
} from '../../packages/sdk/src/index.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '../chromium.ts'
import { AppUnderTest } from './AppUnderTest.ts'
import type { Person } from './Person.ts'

// Every page on a chain of some minutes: nothing serious for axe, nothing in the console, no sideways scrolling.

const PAGES: readonly (readonly [name: string, path: string])[] = [
  ['browse', '/'],
  ['sample', '/samples/1'],
  ['publish', '/publish'],
  ['my-samples', '/my-samples'],
  ['licences', '/licences'],
  ['wallet', '/wallet'],
  ['network', '/network'],
  ['block', '/blocks/1'],
  ['extrinsic', '/extrinsics/1-0'],
  ['account', '/accounts/5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'],
  ['not-found', '/nothing-here'],
]

/** Where something stands once Alice was paid and a licence was sold, and what is waited for. */
const PAGES_IN_USE: readonly (readonly [name: string, path: string, shown: RegExp])[] = [
  ['wallet-paid', '/wallet', /^Received from/],
  ['certificate', '/licences/1', /^Block \d+$/],
  ['search-mistyped', '/?bpmMin=abc&lengthMin=-5&owner=foo&sort=zzz', /^Newest/],
]
const [ALICE, BOB] = ['Alice', 'Bob'].map((name) => keypairFromUri(`//${name}`, 'sr25519'))

/** Pays Alice and sells a licence, past the app. */
async function trade(nodeUrl: string): Promise<void> {
  using chain = await ChainClient.connect(nodeUrl)
  const call = runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(ALICE.account), value: parseEcho('1') })
  await chain.submit(call, BOB)
  const { owner, offers } = (await chain.get(registryStorage.sample, 1))!
  await buyLicence(chain, 1, offers[0], owner === BOB.account ? ALICE : BOB)
}

const SCREENS = [
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop-light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'wide-dark', viewport: { width: 2560, height: 1440 }, colorScheme: 'dark' },
] as const

describe.runIf(hasChromium('the pages of the app were not looked at'))('the pages', () => {
  let app: AppUnderTest
  beforeAll(async () => {
    app = await AppUnderTest.start()
    await app.untilSamples(3)
    await trade(app.network.nodeUrl)
  })
  afterAll(() => app?.stop())

  /** What is wrong with the page that is open. */
  async function findProblems(person: Person, name: string): Promise<string[]> {
    await person.page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Connecting…' }).waitFor()
    await person.page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root, [aria-busy=true]') === null)
    const barriers = await person.findBarriers()
    await person.screenshot(name)
    return [...barriers, ...person.takeComplaints(), ...((await person.isWiderThanScreen()) ? ['wide'] : [])]
  }

  test.each(SCREENS)('are readable by everybody on $name', async ({ name, viewport, colorScheme }) => {
    const person = await app.person({ viewport, colorScheme })
    const found: Record<string, unknown> = {}
    for (const [page, path] of PAGES) {
      await person.page.goto(path)
      const problems = await findProblems(person, `${page}-${name}`)
      if (problems.length > 0) found[page] = problems
    }
    await person.leave()
    expect(found).toEqual({})
  })

  test.each(SCREENS.slice(0, 2))('are so in use, too, on $name', async ({ name, viewport, colorScheme }) => {
    const person = await app.person({ viewport, colorScheme })
    const found: Record<string, unknown> = {}
    await person.useDevAccount('Alice')
    for (const [page, path, shown] of PAGES_IN_USE) {
      await person.page.goto(path)
      await person.page.getByText(shown).first().waitFor({ state: 'attached' })
      const problems = await findProblems(person, `${page}-${name}`)
      if (problems.length > 0) found[page] = problems
    }
    await person.leave()
    expect(found).toEqual({})
  })
})
