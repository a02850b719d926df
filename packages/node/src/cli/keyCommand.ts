import { fromHex, ss58Decode, ss58Encode, toHex, utf8 } from '@echochain/codec'
import {
  generatePhrase,
  type Keypair,
  keypairFromUri,
  type MultiSignature,
  type SignatureScheme,
  verifySignature,
} from '@echochain/crypto'
import { Command, Option } from 'commander'
import { CliError } from './CliError.ts'
import { Output, table } from './Output.ts'

const SCHEMES: Readonly<Record<SignatureScheme, { readonly type: MultiSignature['type']; readonly length: number }>> = {
  sr25519: { type: 'Sr25519', length: 64 },
  ed25519: { type: 'Ed25519', length: 64 },
  ecdsa: { type: 'Ecdsa', length: 65 },
}

export const schemeOption = () =>
  new Option('--scheme <scheme>', 'kind of key').choices(Object.keys(SCHEMES)).default('sr25519')
export const jsonOption = () => new Option('--json', 'print JSON')

interface KeyOptions {
  readonly scheme: SignatureScheme
  readonly json?: boolean
}

/** `echochain key`: phrases, addresses and signatures, without a node. */
export function keyCommand(): Command {
  const command = new Command('key').description('make keys, look at them, sign and verify; needs no node')
  command
    .command('generate')
    .description('make a new secret phrase and show its address')
    .addOption(new Option('--words <number>', 'words of the phrase').choices(['12', '24']).default('12'))
    .addOption(schemeOption())
    .addOption(jsonOption())
    .action((options: KeyOptions & { words: '12' | '24' }) => {
      const phrase = generatePhrase(options.words === '24' ? 24 : 12)
      show(keypairFromUri(phrase, options.scheme), options, phrase)
    })
  command
    .command('inspect')
    .description('show the address of a secret phrase, seed (0x…) or derivation such as //Alice')
    .argument(
      '<secret>',
      'phrase in quotes, 0x seed, or //Name for a development account; "-" reads it from standard input',
    )
    .addOption(schemeOption())
    .addOption(jsonOption())
    .action(async (secret: string, options: KeyOptions) => show(await readKeypair(secret, options.scheme), options))
  command
    .command('sign')
    .description('sign a message')
    .argument('<message>', 'text, or bytes as 0x…')
    .requiredOption('--secret <secret>', 'phrase, seed or //Name; "-" reads it from standard input')
    .addOption(schemeOption())
    .addOption(jsonOption())
    .action(async (message: string, options: KeyOptions & { secret: string }) => {
      const signature = toHex((await readKeypair(options.secret, options.scheme)).sign(messageBytes(message)).value)
      new Output(options.json === true).result({ signature }, [signature])
    })
  command
    .command('verify')
    .description('check a signature; exits with 1 if it does not hold')
    .argument('<message>', 'text, or bytes as 0x…')
    .argument('<signature>', '0x…')
    .argument('<address>', 'who is said to have signed')
    .addOption(schemeOption())
    .addOption(jsonOption())
    .action((message: string, signature: string, address: string, options: KeyOptions) => {
      const valid = verifySignature(
        readSignature(signature, options.scheme),
        messageBytes(message),
        ss58Decode(address).account,
      )
      new Output(options.json === true).result({ valid }, [
        valid ? 'The signature is valid.' : 'The signature is NOT valid.',
      ])
      if (!valid) process.exitCode = 1
    })
  return command
}

function show(keypair: Keypair, { json, scheme }: KeyOptions, phrase?: string): void {
  const address = ss58Encode(keypair.account)
  const publicKey = toHex(keypair.publicKey)
  new Output(json === true).result({ phrase, address, publicKey, scheme }, [
    ...(phrase ? ['Write these words down and show them to nobody; whoever has them has the account.', ''] : []),
    ...table([
      ...(phrase ? [['phrase', phrase] as const] : []),
      ['address', address],
      ['public key', publicKey],
      ['scheme', scheme],
    ]),
  ])
}

const messageBytes = (message: string): Uint8Array =>
  /^0x([0-9a-f]{2})*$/i.test(message) ? fromHex(message) : utf8(message)

function readSignature(text: string, scheme: SignatureScheme): MultiSignature {
  const { type, length } = SCHEMES[scheme]
  const value = fromHex(text)
  if (value.length !== length)
    throw new CliError(
      'BAD_SIGNATURE',
      `A signature of ${scheme} has ${length} bytes, this one ${value.length}; is --scheme right?`,
    )
  return { type, value }
}

/** The keypair of a secret; "-" keeps it out of the process list by reading it from standard input. */
export async function readKeypair(secret: string, scheme: SignatureScheme): Promise<Keypair> {
  if (secret !== '-') return keypairFromUri(secret, scheme)
  let text = ''
  for await (const chunk of process.stdin) text += chunk
  return keypairFromUri(text.trim(), scheme)
}
