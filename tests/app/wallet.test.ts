import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import { TypeRegistry } from '@polkadot/types'
import type { SignerPayloadJSON } from '@polkadot/types/types'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ss58Encode } from '../../packages/codec/src/index.ts'
import { generatePhrase, keypairFromUri } from '../../packages/crypto/src/index.ts'
import { parseEcho } from '../../packages/sdk/src/index.ts'
import { hasChromium } from '../chromium.ts'
import { AppUnderTest } from './AppUnderTest.ts'
import type { Person } from './Person.ts'

const PASSWORD = 'four quiet drums at dawn'
const BOB = ss58Encode(keypairFromUri('//Bob', 'sr25519').account)

describe.runIf(hasChromium('the wallet was not tried'))('the wallet', () => {
  let app: AppUnderTest
  let person: Person
  beforeAll(async () => {
    app = await AppUnderTest.start(20, ['--demo-samples', 'false'])
  })
  afterAll(() => app?.stop())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.screenshot(`failed-${task.name}`)
    expect(await person.leave()).toEqual([])
  })

  const balanceOf = async (address: string): Promise<bigint> => {
    const response = await fetch(`${app.network.marketUrl}/api/accounts/${address}`)
    return BigInt(((await response.json()) as { balance: { free: string } }).balance.free)
  }

  test('an account is made, gets play money, is locked by a reload and sends with its password', async () => {
    person = await app.person()
    const { page } = person
    const { address } = await person.createAccount('Mila', PASSWORD)
    await person.screenshot('wallet-new-account')

    await person.askFaucet()
    await page.getByRole('button', { name: 'Get 100 ECHO' }).click()
    await page.getByText('The faucet gave nothing').waitFor()
    expect(await page.getByRole('button', { name: /^Again in / }).isDisabled()).toBe(true)
    person.takeComplaints() // the browser logs the 429 by itself

    await page.reload()
    await page.getByRole('region', { name: 'History' }).getByRole('link', { name: 'Faucet' }).waitFor()
    const bob = await app.person()
    await bob.useDevAccount('Bob')
    const before = await balanceOf(BOB)
    const send = page.getByRole('region', { name: 'Send' })
    await send.getByLabel('To the address').fill(BOB)
    await send.getByLabel('Amount in ECHO').fill('12.5')
    await send.getByRole('button', { name: 'Send…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Send 12.5 ECHO' })
    await dialog.getByText('Network fee').waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill('not the password')
    await dialog.getByRole('button', { name: 'Sign and send' }).click()
    await dialog.getByText('This is not the password of this account').waitFor()
    await person.screenshot('sign-dialog')
    expect(await person.findBarriers()).toEqual([])
    await person.sign(PASSWORD)
    await app.network.until(async () => (await balanceOf(BOB)) - before === parseEcho('12.5'))
    await page.getByRole('region', { name: 'History' }).getByText('Sent to').waitFor()
    const received = bob.page.getByRole('region', { name: 'History' }).getByRole('listitem').first()
    await received.getByText('Received from').waitFor()
    await received.getByText('+12.5 ECHO').waitFor()
    expect(await bob.leave()).toEqual([])
    await page.getByRole('button', { name: 'Recent transactions' }).waitFor() // it is final
    expect(await balanceOf(address)).toBeLessThan(parseEcho('87.5'))
  })

  test('what would fail is said before anything is signed', async () => {
    person = await app.person()
    const { page } = person
    await person.useDevAccount('Alice')
    const send = page.getByRole('region', { name: 'Send' })
    const tryToSend = async (to: string, amount: string) => {
      await send.getByLabel('To the address').fill(to)
      await send.getByLabel('Amount in ECHO').fill(amount)
      await send.getByRole('button', { name: 'Send…' }).click()
    }
    await tryToSend(`${BOB.slice(0, -1)}x`, '1')
    await send.getByText('This is no address').waitFor()
    await tryToSend(BOB, '99999999999')
    await send.getByText('The account can spend').waitFor()
    await tryToSend(BOB, '1.2.3')
    await send.getByText('Write the amount like 12.5').waitFor()
    await tryToSend(ss58Encode(keypairFromUri('//Alice', 'sr25519').account), '1')
    await send.getByText('This is the account you send from.').waitFor()
    await tryToSend(BOB, '1')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    expect(await page.getByRole('button', { name: /transaction/ }).count()).toBe(0)
  })

  test('words are imported, and a mistake in them is named; no secret stays in the clear', async () => {
    person = await app.person()
    const { page } = person
    const requests: string[] = []
    page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`))
    const phrase = generatePhrase(24)
    await page.goto('/wallet')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('The words, in their order').fill(phrase.replace(/^\w+/, 'ekko'))
    await dialog.getByRole('button', { name: 'Next' }).click()
    await dialog.getByText('ekko').last().waitFor()
    await person.screenshot('wallet-import-problem')
    await dialog.getByLabel('The words, in their order').fill(phrase)
    await dialog.getByRole('button', { name: 'Next' }).click()
    await person.nameAccount('Studio', PASSWORD)
    expect(await person.ownAddress()).toBe(ss58Encode(keypairFromUri(phrase, 'sr25519').account))

    const kept = await person.readStorage()
    const [first, second] = phrase.split(' ')
    for (const text of [kept, ...requests]) expect(text).not.toContain(`${first} ${second}`)
    expect(kept).not.toContain(PASSWORD)
  })

  test('an account is exported as a keystore and imported in another browser', async () => {
    person = await app.person()
    const { address } = await person.createAccount('Lena', PASSWORD)
    await person.page.getByRole('button', { name: 'More about Lena' }).click()
    await person.page.getByRole('menuitem', { name: 'Export a file…' }).click()
    const dialog = person.page.getByRole('dialog')
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
    const { bytes } = await person.download(() => dialog.getByRole('button', { name: 'Save the file' }).click())
    expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ address, encoding: { version: '3' } })
    expect(await person.leave()).toEqual([])

    person = await app.person()
    const { page } = person
    await page.goto('/wallet')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const importing = page.getByRole('dialog')
    await importing.getByText('File', { exact: true }).click()
    await person.choose(
      () => importing.getByRole('button', { name: 'File of the account' }).click(),
      [{ name: 'lena.json', bytes }],
    )
    await importing.getByLabel('Password of the file').fill('something else')
    await importing.getByRole('button', { name: 'Next' }).click()
    await importing
      .getByText(/password/i)
      .last()
      .waitFor()
    await importing.getByLabel('Password of the file').fill(PASSWORD)
    await importing.getByRole('button', { name: 'Next' }).click()
    await person.nameAccount('Lena again', PASSWORD)
    expect(await person.ownAddress()).toBe(address)
  })

  test('of several accounts one is used; they are locked, unlocked and removed', async () => {
    person = await app.person()
    const { page } = person
    await person.createAccount('Nina', PASSWORD)
    await page.getByRole('button', { name: 'Use Alice' }).click()
    await page.getByRole('button', { name: 'Account: Alice' }).click()
    const header = page.getByRole('banner')
    await header.getByRole('button', { name: /^Nina/ }).click()
    await page.getByRole('button', { name: 'Account: Nina' }).click()
    await header.getByRole('button', { name: 'Lock now' }).click()
    const accounts = page.getByRole('region', { name: 'Accounts' })
    await accounts.getByText('in this browser, locked').waitFor()
    await accounts.getByRole('button', { name: 'More about Nina' }).click()
    await page.getByRole('menuitem', { name: 'Unlock…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Unlock' }).click()
    await accounts.getByText('in this browser, unlocked').waitFor()

    await accounts.getByRole('button', { name: 'More about Nina' }).click()
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    const remove = dialog.getByRole('button', { name: 'Remove', exact: true })
    expect(await remove.isDisabled()).toBe(true)
    await dialog.getByLabel('I have the words or the file of this account').check()
    await remove.click()
    await page.getByRole('button', { name: 'Account: Alice' }).waitFor()
    expect(await person.readStorage()).not.toContain('Nina')
  })

  test('a wallet extension signs, and may say no', async () => {
    person = await app.person()
    const { page } = person
    await cryptoWaitReady()
    const dave = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri('//Dave')
    let refuses = true
    await page.exposeFunction('askPerson', (payload: SignerPayloadJSON) => {
      if (refuses) throw new Error('Cancelled')
      return signAsExtension(payload, dave)
    })
    await page.addInitScript(extensionScript(dave.address))
    await page.goto('/wallet')
    await page.getByRole('button', { name: 'Connect “test-wallet”' }).click()
    await page.getByRole('button', { name: 'Account: Dave in the box' }).waitFor()

    const before = await balanceOf(BOB)
    const send = page.getByRole('region', { name: 'Send' })
    await send.getByLabel('To the address').fill(BOB)
    await send.getByLabel('Amount in ECHO').fill('3')
    await send.getByRole('button', { name: 'Send…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Send 3 ECHO' })
    await dialog.getByRole('button', { name: 'Sign and send' }).click()
    await dialog.getByText('The extension did not sign: Cancelled').waitFor()
    refuses = false
    await person.sign()
    await app.network.until(async () => (await balanceOf(BOB)) - before === parseEcho('3'))
  })
})

/** What the polkadot.js extension does with what a page wants signed. */
function signAsExtension(payload: SignerPayloadJSON, pair: KeyringPair): string {
  const registry = new TypeRegistry()
  registry.setSignedExtensions(payload.signedExtensions)
  return registry.createType('ExtrinsicPayload', payload, { version: payload.version }).sign(pair).signature
}

/** A wallet as extensions put it into pages; the key stays outside of the page. */
const extensionScript = (address: string): string => `window.injectedWeb3 = { 'test-wallet': {
  version: '1',
  enable: async () => ({
    accounts: { get: async () => [{ address: '${address}', name: 'Dave in the box', type: 'sr25519' }] },
    signer: { signPayload: async (payload) => ({ id: 1, signature: await window.askPerson(payload) }) },
  }),
} }`
