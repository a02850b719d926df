import type { Browser, BrowserContextOptions } from 'playwright-core'
import { launchChromium } from '../chromium.ts'
import { LocalNetwork } from '../e2e/LocalNetwork.ts'
import { Person } from './Person.ts'

/** `npm start` with the app it serves, and a real browser to use it. */
export class AppUnderTest {
  readonly network: LocalNetwork
  readonly #browser: Browser

  private constructor(network: LocalNetwork, browser: Browser) {
    this.network = network
    this.#browser = browser
  }

  /** Resolved when the network runs. `offset` keeps the networks of one test file apart. */
  static async start(offset = 0, args: readonly string[] = []): Promise<AppUnderTest> {
    const network = await LocalNetwork.create(offset)
    const [browser] = await Promise.all([launchChromium(), network.start(args)])
    return new AppUnderTest(network, browser)
  }

  /** Somebody with a browser profile of their own. */
  person(options?: BrowserContextOptions): Promise<Person> {
    return Person.enter(this.#browser, this.network.marketUrl, options)
  }

  /** Waits until the market lists so many samples. */
  async untilSamples(count: number): Promise<void> {
    await this.network.until(async () => {
      const response = await fetch(`${this.network.marketUrl}/api/status`)
      const { counts } = (await response.json()) as { counts: { samples: number } }
      return counts.samples >= count
    })
  }

  async stop(): Promise<void> {
    await this.#browser.close()
    await this.network.destroy()
  }
}
