// Takes the pictures of docs/user-guide.md and README.md anew: npm run screenshots
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ss58Encode } from '../../packages/codec/src/index.ts'
import { keypairFromUri } from '../../packages/crypto/src/index.ts'
import { registryStorage } from '../../packages/runtime/src/index.ts'
import { buyLicence, ChainClient, MarketClient } from '../../packages/sdk/src/index.ts'
import { AppUnderTest } from './AppUnderTest.ts'
import type { Person } from './Person.ts'
import { demoFile } from './publishDemo.ts'

const IMAGES = join(import.meta.dirname, '../../docs/images')
/** Of each picture: they are part of the repository. */
const MAX_BYTES = 200_000
const DEMO_SAMPLES = 14
const [CHARLIE, EVE] = ['Charlie', 'Eve'].map((name) => keypairFromUri(`//${name}`, 'sr25519'))
const PASSWORD = 'four quiet drums at dawn'

async function keep({ page }: Person, name: string): Promise<void> {
  const path = join(IMAGES, `app-${name}.png`)
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root, [aria-busy=true]') === null)
  await page.mouse.move(0, 400)
  await page.screenshot({ path })
  const { size } = statSync(path)
  if (size > MAX_BYTES) throw new Error(`${path} has ${size} bytes, ${MAX_BYTES} are the most`)
  console.log(`${path}: ${size} bytes`)
}

async function browse(person: Person, name: string): Promise<void> {
  const { page } = person
  await page.goto('/')
  await page.getByRole('button', { name: 'Play Glass Stairs' }).click()
  await page.waitForFunction(() => performance.getEntriesByName('next-audible').length > 0)
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause Glass Stairs' }).click()
  await keep(person, name)
}

async function buy(person: Person): Promise<void> {
  const { page } = person
  await person.createAccount('Mila', PASSWORD)
  await person.askFaucet()
  await keep(person, 'wallet')
  await page.goto('/')
  await page.getByRole('link', { name: 'Glass Stairs', exact: true }).click()
  await page.getByRole('heading', { name: 'Who is paid' }).waitFor()
  await keep(person, 'sample')
  await page.getByRole('button', { name: /commercial licence of “Glass Stairs”$/ }).click()
  await page.getByRole('button', { name: 'Sign and send' }).waitFor()
  await page
    .getByRole('row', { name: /^Network fee/ })
    .getByText(/ECHO$/)
    .waitFor()
  await keep(person, 'sign')
  await person.sign(PASSWORD)
  await page.getByText('The purchase is final. Nobody can take it back.').waitFor()
  await page.getByRole('link', { name: /^Certificate of licence/ }).click()
  await page.getByRole('button', { name: 'Check on the chain' }).waitFor()
  await keep(person, 'certificate')
}

async function publish(person: Person): Promise<void> {
  const { page } = person
  await person.useDevAccount('Alice')
  await page.goto('/publish')
  const file = demoFile('Dusty Stairs')
  // Another file than the demo sample, which is published already.
  const own = { name: 'attic-drums.wav', bytes: file.bytes.slice().fill(0, -400) }
  await person.choose(() => page.getByRole('button', { name: 'Choose files' }).click(), [own])
  await person.sign()
  const card = page.getByRole('article')
  await card.getByText('Ready', { exact: true }).waitFor()
  await card.getByLabel('Title', { exact: true }).fill('Attic Drums')
  await card.getByRole('combobox', { name: 'Tags' }).fill('drums')
  await page.keyboard.press('Enter')
  await page.evaluate(() => scrollTo({ top: 0 }))
  await keep(person, 'publish')
}

/** Some licences of Charlie's samples are sold, each in a block of its own. */
async function sell({ nodeUrl, marketUrl }: AppUnderTest['network']): Promise<void> {
  using chain = await ChainClient.connect(nodeUrl)
  const { items } = await new MarketClient(marketUrl).samples({ owner: ss58Encode(CHARLIE.account) })
  for (const { id } of items) {
    const { offers } = (await chain.get(registryStorage.sample, id))!
    for (const offer of offers.slice(0, 2)) await buyLicence(chain, id, offer, EVE)
  }
}

const app = await AppUnderTest.start()
try {
  await app.untilSamples(DEMO_SAMPLES)
  await browse(await app.person({ colorScheme: 'dark' }), 'browse')
  await browse(
    await app.person({ colorScheme: 'dark', viewport: { width: 390, height: 844 }, isMobile: true }),
    'phone',
  )
  await buy(await app.person({ colorScheme: 'light' }))
  await publish(await app.person({ colorScheme: 'light' }))
  await sell(app.network)
  const seller = await app.person({ colorScheme: 'dark' })
  await seller.useDevAccount('Charlie')
  await seller.page.goto('/my-samples')
  await seller.page.getByRole('list', { name: 'My samples' }).waitFor()
  await keep(seller, 'earnings')
  const visitor = await app.person({ colorScheme: 'light' })
  await visitor.page.goto('/network')
  await visitor.page.getByText('final', { exact: true }).first().waitFor()
  await keep(visitor, 'network')
} finally {
  await app.stop()
}
