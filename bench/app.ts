// The web application: what a browser must load before the first page is drawn, and how soon a sample is heard in it.
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { measureBundle } from '../scripts/app/measureBundle.ts'
import { hasChromium, launchChromium } from '../tests/chromium.ts'
import { LocalNetwork } from '../tests/e2e/LocalNetwork.ts'
import type { BenchRow } from './BenchRow.ts'
import { median } from './median.ts'

const DIST = join(import.meta.dirname, '../packages/app/dist')
const NETWORK_OFFSET = 90
/** As many are published before the page is opened, so that there is a next one to be played. */
const SAMPLES = 4
/** How long the pointer or the eye rests on a row before the key is pressed: what follows is prefetched meanwhile. */
const LISTENED_MS = 1_000
const POLL_MS = 20

/** Times in a page, in ms from the start of its navigation or from the press of a key. */
interface Visit {
  readonly drawn: number
  readonly playable: number
  readonly heard: number
  readonly nextHeard: number
}

export async function benchApp({ runs }: { runs: number }): Promise<BenchRow[]> {
  const rows = bundleRows()
  if (!hasChromium('how soon a sample is heard was not measured')) return rows
  const network = await LocalNetwork.create(NETWORK_OFFSET)
  try {
    await network.start()
    await network.until(async () => (await countSamples(network)) >= SAMPLES)
    const browser = await launchChromium()
    const visits: Visit[] = []
    for (let run = 0; run < runs; run++) visits.push(await visit(browser, network.marketUrl))
    await browser.close()
    return [...rows, ...visitRows(visits)]
  } finally {
    await network.destroy()
  }
}

function bundleRows(): BenchRow[] {
  const { initialScripts, initialStyles, allScripts } = measureBundle(DIST)
  return [
    { what: 'JavaScript to show the first page', value: initialScripts / 1000, unit: 'kB', note: 'gzip; at most 200' },
    { what: 'style sheets to show the first page', value: initialStyles / 1000, unit: 'kB', note: 'gzip' },
    { what: 'JavaScript of all pages', value: allScripts / 1000, unit: 'kB', note: 'gzip' },
  ]
}

const visitRows = (visits: readonly Visit[]): BenchRow[] => [
  {
    what: 'list of samples drawn',
    value: median(visits.map(({ drawn }) => drawn)),
    unit: 'ms',
    note: 'nothing cached',
  },
  { what: 'first sample can be played', value: median(visits.map(({ playable }) => playable)), unit: 'ms' },
  { what: 'first sample heard after the press', value: median(visits.map(({ heard }) => heard)), unit: 'ms' },
  {
    what: 'next sample heard after the press, prefetched',
    value: median(visits.map(({ nextHeard }) => nextHeard)),
    unit: 'ms',
    note: 'at most 100',
  },
]

/** Somebody who was never there opens the list, plays the first sample and then the next. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'commit' })
    const play = page.getByRole('main').getByRole('button', { name: /^Play / })
    await play.first().waitFor()
    const sincePageStart = () => page.evaluate('performance.now()') as Promise<number>
    const drawn = await page.evaluate<number>('performance.getEntriesByName("first-contentful-paint")[0].startTime')
    const playable = await sincePageStart()
    await play.first().click()
    const heard = await heardAfter(1)
    await page.waitForTimeout(LISTENED_MS)
    await page.keyboard.press('ArrowDown')
    const nextHeard = await heardAfter(2)
    return { drawn, playable, heard, nextHeard }

    async function heardAfter(count: number): Promise<number> {
      const measures = 'performance.getEntriesByName("next-audible")'
      // Asked again and again from outside: the content policy of the page lets nobody evaluate text inside.
      while ((await page.evaluate<number>(`${measures}.length`)) < count) await page.waitForTimeout(POLL_MS)
      return page.evaluate<number>(`${measures}[${count - 1}].duration`)
    }
  } finally {
    await context.close()
  }
}

async function countSamples({ marketUrl }: LocalNetwork): Promise<number> {
  const response = await fetch(`${marketUrl}/api/status`)
  const { counts } = (await response.json()) as { counts: { samples: number } }
  return counts.samples
}
