import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** Screenshots of this run, kept as output of the continuous integration. */
const SCREENSHOTS = join(import.meta.dirname, '../../ci-output/screenshots')
/** For one thing on a page; shorter than a test may take, so that what did not come is named. */
const LONGEST_WAIT_MS = 55_000
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Somebody in front of the app, in a browser context of their own; keeps account of what the page complained about. */
export class Person {
  readonly page: Page
  readonly #complaints: string[] = []

  /** Somebody with a browser profile of their own, before the app is opened. */
  static async enter(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    })
    context.setDefaultTimeout(LONGEST_WAIT_MS)
    return new Person(await context.newPage())
  }

  private constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.#complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#complaints.push(message.text())
    })
  }

  /** What the page logged as errors and warnings since this was asked last, violations of its policy among them. */
  takeComplaints(): string[] {
    return this.#complaints.splice(0)
  }

  /** What axe finds that hinders people seriously, in words; of an open dialog alone, as the rest lies in its shade. */
  async findBarriers(): Promise<string[]> {
    await this.page.evaluate(AXE)
    const violations = await this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(part: ParentNode): Promise<{ violations: Violation[] }> } }
      return (await axe.run(document.querySelector('[role=dialog][aria-modal=true]') ?? document)).violations
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html.slice(0, 200)}`).join('\n')}`)
  }

  /** Whether the page must be moved sideways to be read. */
  async isWiderThanScreen(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  }

  /** Chooses one of the accounts whose keys everybody knows. */
  async useDevAccount(name: string): Promise<void> {
    await this.page.goto('/wallet')
    await this.page.getByRole('button', { name: `Use ${name}`, exact: true }).click()
    await this.page.getByRole('button', { name: `Account: ${name}` }).waitFor()
  }

  /** Makes an account as the wallet page guides to it; returns its words and its address. */
  async createAccount(
    name: string,
    password: string,
    count: 12 | 24 = 12,
  ): Promise<{ words: string; address: string }> {
    const { page } = this
    await page.goto('/wallet')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Create an account' })
    if (count === 24) await dialog.getByText('24 words').click()
    await dialog.getByRole('button', { name: 'Show the words' }).click()
    const words = await dialog.getByRole('list', { name: 'Your words' }).getByRole('listitem').allTextContents()
    await dialog.getByRole('button', { name: 'I have written them down' }).click()
    for (const field of await dialog.getByLabel(/^Word \d+$/).all()) {
      const label = await field.evaluate((input: HTMLInputElement) => input.labels![0].textContent)
      await field.fill(words[Number(label.slice('Word '.length)) - 1])
    }
    await dialog.getByRole('button', { name: 'Next' }).click()
    await this.nameAccount(name, password)
    return { words: words.join(' '), address: await this.ownAddress() }
  }

  /** The last step of making or importing an account, which is then the one that is used. */
  async nameAccount(name: string, password: string): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByLabel('Password for this browser').fill(password)
    await dialog.getByLabel('The same password again').fill(password)
    await dialog.getByRole('button', { name: /^(Create|Import) the account$/ }).click()
    await this.page.getByRole('button', { name: `Account: ${name}` }).waitFor()
    await dialog.waitFor({ state: 'detached' })
  }

  /** The address of the account that is used, from the wallet page. */
  async ownAddress(): Promise<string> {
    const receive = this.page.getByRole('region', { name: 'Receive' })
    const label = await receive.getByRole('button', { name: /^Copy the address / }).getAttribute('aria-label')
    return label!.slice('Copy the address '.length)
  }

  /** Signs what the page asks to be signed, once it can be. */
  async sign(password?: string): Promise<void> {
    const sign = this.page.getByRole('button', { name: /^Sign( and send)?$/ })
    if (password !== undefined) await this.page.getByLabel('Password', { exact: true }).fill(password)
    await sign.click()
    await sign.waitFor({ state: 'detached' })
  }

  /** Gets an account play money from the faucet on its wallet page. */
  async askFaucet(): Promise<void> {
    const { page } = this
    await page.goto('/wallet')
    await page.getByRole('button', { name: 'Get 100 ECHO' }).click()
    await page.getByText('100 ECHO are on their way').waitFor()
    await page.getByRole('region', { name: 'Balance' }).getByText('100 ECHO').first().waitFor()
  }

  /** What a press on something saves as a file. */
  async download(press: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), press()])
    return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) }
  }

  /** Gives files to what asks for them after a press. */
  async choose(press: () => Promise<void>, files: readonly GivenFile[]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), press()])
    await chooser.setFiles(
      files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })),
    )
  }

  /** All that the page keeps in this browser, as text. */
  async readStorage(): Promise<string> {
    return this.page.evaluate(async () => {
      const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
      for (const { name } of await indexedDB.databases()) {
        const opening = indexedDB.open(name!)
        const db = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)))
        for (const store of db.objectStoreNames) {
          const reading = db.transaction(store).objectStore(store).getAll()
          kept.push(await new Promise((resolve) => (reading.onsuccess = () => resolve(reading.result))))
        }
        db.close()
      }
      return JSON.stringify(kept)
    })
  }

  async screenshot(name: string): Promise<void> {
    if (this.page.isClosed()) return
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) })
  }

  /** Closes the browser profile. Returns what is left of the complaints. */
  async leave(): Promise<string[]> {
    await this.page.context().close()
    return this.takeComplaints()
  }
}
