import { toHex } from '../../packages/codec/src/index.ts'
import { seedFromPhrase } from '../../packages/crypto/src/index.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '../chromium.ts'
import { AppOnTestChain } from './AppOnTestChain.ts'
import type { Person } from './Person.ts'

const PASSWORD = 'four quiet drums at dawn'

describe.runIf(hasChromium('what the page may do was not tried'))('the page', () => {
  let app: AppOnTestChain
  let person: Person
  beforeAll(async () => {
    app = await AppOnTestChain.start()
    await app.node.produceMany(3)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.screenshot(`failed-${task.name}`)
    expect(await person.leave()).toEqual([])
  })
  afterAll(() => app?.stop())

  test('runs no script but its own, and speaks to nobody it does not know', async () => {
    person = await app.person()
    const { page } = person
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => {
      const blocked: string[] = []
      Object.assign(globalThis, { blocked })
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        blocked.push(`${effectiveDirective} ${blockedURI.replace(/\/$/, '')}`),
      )
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.head.append(script)
      const button = document.createElement('button')
      button.setAttribute('onclick', 'window.ran = true')
      document.body.append(button)
      button.click()
      const frame = document.createElement('iframe')
      frame.src = 'https://elsewhere.example/'
      document.body.append(frame)
      fetch('https://elsewhere.example/').catch(() => {})
    })
    const readBlocked = () => page.evaluate(() => (globalThis as unknown as { blocked: string[] }).blocked.toSorted())
    await expect
      .poll(readBlocked, { timeout: 55_000 })
      .toEqual([
        'connect-src https://elsewhere.example',
        'frame-src https://elsewhere.example',
        'script-src-attr inline',
        'script-src-elem inline',
      ])
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
    person.takeComplaints() // the browser says what it has blocked
  })

  test('lets no words, no keys and no password out, and keeps them only encrypted', async () => {
    person = await app.person()
    const { page } = person
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString())))
    const { words } = await person.createAccount('Mila', PASSWORD)
    await page.getByRole('button', { name: 'More about Mila' }).click()
    await page.getByRole('menuitem', { name: 'Show the words…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Show the words' }).click()
    await dialog.getByRole('listitem').first().waitFor()
    await dialog.getByRole('button', { name: 'Close' }).first().click()
    await dialog.waitFor({ state: 'detached' })

    const seed = toHex(seedFromPhrase(words)).slice(2)
    const secrets = [words, words.split(' ').slice(0, 3).join(' '), seed, PASSWORD]
    const kept = await person.readStorage()
    expect(kept).toContain('AES-256-GCM')
    expect(sent.length).toBeGreaterThan(3)
    for (const secret of secrets)
      for (const text of [kept, await page.content(), ...sent]) expect(text.toLowerCase()).not.toContain(secret)
  })
})
