import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** Somebody in front of the app, in a browser context of their own; keeps account of what the page complained about. */
export class Person {
  readonly page: Page
  readonly #screenshots: string
  readonly #complaints: string[] = []

  constructor(page: Page, screenshots: string) {
    this.page = page
    this.#screenshots = screenshots
    page.on('pageerror', (error) => this.#complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#complaints.push(message.text())
    })
  }

  /** What the page logged as errors and warnings since this was asked last, violations of its policy among them. */
  takeComplaints(): string[] {
    return this.#complaints.splice(0)
  }

  /** What axe finds that hinders people seriously, in words. */
  async findBarriers(): Promise<string[]> {
    await this.page.evaluate(AXE)
    const violations = await this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
      return (await axe.run()).violations
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html.slice(0, 200)}`).join('\n')}`)
  }

  /** Whether the page must be moved sideways to be read. */
  async isWiderThanScreen(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(this.#screenshots, `${name}.png`) })
  }

  async leave(): Promise<void> {
    await this.page.context().close()
  }
}
