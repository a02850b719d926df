import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '../chromium.ts'
import { AppUnderTest } from './AppUnderTest.ts'

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
  })
  afterAll(() => app?.stop())

  test.each(SCREENS)('are readable by everybody on $name', async ({ name, viewport, colorScheme }) => {
    const person = await app.person({ viewport, colorScheme })
    const found: Record<string, unknown> = {}
    for (const [page, path] of PAGES) {
      await person.page.goto(path)
      await person.page.getByRole('heading', { level: 1 }).waitFor()
      await person.page.waitForFunction(
        () => document.querySelector('.mantine-Skeleton-root, [aria-busy=true]') === null,
      )
      const barriers = await person.findBarriers()
      await person.screenshot(`${page}-${name}`)
      const problems = [
        ...barriers,
        ...person.takeComplaints(),
        ...((await person.isWiderThanScreen()) ? ['wide'] : []),
      ]
      if (problems.length > 0) found[page] = problems
    }
    await person.leave()
    expect(found).toEqual({})
  })
})
