import { type AccountId, ss58Decode, ss58Encode } from '@echochain/codec'
import { keypairFromUri, type SignatureScheme } from '@echochain/crypto'
import { addressOf, runtimeCall } from '@echochain/frame'
import { balances, createRuntime, PRESETS } from '@echochain/runtime'
import { ChainClient, formatEcho, MarketClient, parseEcho } from '@echochain/sdk'
import { Command, Option } from 'commander'
import { describeEvent } from './describeEvent.ts'
import { jsonOption, readKeypair, schemeOption } from './keyCommand.ts'
import { bold, dim, Output, table } from './Output.ts'
import { readNumber } from './readNumber.ts'
import { marketUrlOption, nodeUrlOption } from './remoteOptions.ts'
import { showProgress } from './showProgress.ts'

/** `echochain account`: balances, transfers and history. */
export function accountCommand(): Command {
  const command = new Command('account').description('look at balances, send ECHO, see what happened')
  command
    .command('balance')
    .description('show what an account has')
    .argument('<address>', 'SS58 address, or //Name for a development account')
    .addOption(nodeUrlOption())
    .addOption(jsonOption())
    .action(showBalance)
  command
    .command('transfer')
    .description('send ECHO and wait until it has arrived')
    .argument('<to>', 'SS58 address of the receiver, or //Name for a development account')
    .argument('<amount>', 'how much, such as 12.5')
    .requiredOption('--secret <secret>', 'phrase, seed or //Name of the sender; "-" reads it from standard input')
    .option('--tip <amount>', 'extra for the proposer, to be included sooner', '0')
    .addOption(waitOption())
    .addOption(dryRunOption())
    .addOption(schemeOption())
    .addOption(nodeUrlOption())
    .addOption(jsonOption())
    .action(transfer)
  command
    .command('history')
    .description('show what happened to an account, newest first')
    .argument('<address>', 'SS58 address, or //Name for a development account')
    .option('--limit <number>', 'how many entries', readNumber, 20)
    .addOption(marketUrlOption())
    .addOption(jsonOption())
    .action(showHistory)
  return command
}

export const waitOption = () =>
  new Option('--wait <state>', 'until it stands in a block, or until that block is final')
    .choices(['inBlock', 'finalized'])
    .default('inBlock')

export const dryRunOption = () =>
  new Option('--no-dry-run', 'send it without trying it first: what fails then costs its fee')

interface RemoteOptions {
  readonly node: string
  readonly json?: boolean
}

/** The account an address names; development accounts may be named by their derivation. */
export const accountOf = (address: string): AccountId =>
  address.startsWith('//') ? keypairFromUri(address, 'sr25519').account : ss58Decode(address).account

async function showBalance(address: string, { node, json }: RemoteOptions): Promise<void> {
  using client = await ChainClient.connect(node)
  const account = accountOf(address)
  const { nonce, data } = await client.account(account)
  const value = { address: ss58Encode(account), nonce, free: data.free, reserved: data.reserved, locked: data.frozen }
  new Output(json === true).result(value, [
    bold(value.address),
    ...table([
      ['free', formatEcho(data.free)],
      ['reserved', formatEcho(data.reserved)],
      ['locked', formatEcho(data.frozen)],
      ['next nonce', String(nonce)],
    ]),
  ])
}

interface HistoryOptions {
  readonly market: string
  readonly limit: number
  readonly json?: boolean
}

async function showHistory(address: string, { market, limit, json }: HistoryOptions): Promise<void> {
  const own = ss58Encode(accountOf(address))
  const page = await new MarketClient(market).history(own, { limit })
  const runtime = createRuntime(PRESETS.dev) // all presets have the same events
  const rows = page.items.map(
    (event) => `${dim(String(event.block.number).padStart(8))}  ${describeEvent(runtime, event, own)}`,
  )
  new Output(json === true).result(page, rows.length > 0 ? rows : ['Nothing has happened to this account.'])
}

interface TransferOptions extends RemoteOptions {
  readonly secret: string
  readonly scheme: SignatureScheme
  readonly tip: string
  readonly wait: 'inBlock' | 'finalized'
  readonly dryRun: boolean
}

async function transfer(to: string, amountText: string, options: TransferOptions): Promise<void> {
  const output = new Output(options.json === true)
  const amount = parseEcho(amountText)
  const tip = parseEcho(options.tip)
  const keypair = await readKeypair(options.secret, options.scheme)
  const dest = accountOf(to)
  using client = await ChainClient.connect(options.node)
  const call = runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(dest), value: amount })
  const inclusion = await client.submit(call, keypair, {
    tip,
    until: options.wait,
    dryRun: options.dryRun,
    onProgress: showProgress(output),
  })
  const value = { ...summaryOf(inclusion), from: ss58Encode(keypair.account), to: ss58Encode(dest), amount }
  output.result(value, [
    `Sent ${formatEcho(amount)} to ${value.to} in block ${inclusion.blockNumber}, for a fee of ${formatEcho(inclusion.fee)}.`,
  ])
}

/** The parts of an inclusion that JSON output shows. */
export const summaryOf = ({ hash, block, blockNumber, index, fee }: Awaited<ReturnType<ChainClient['submit']>>) => ({
  transaction: hash,
  block,
  blockNumber,
  index,
  fee,
})
