#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { accountCommand } from './accountCommand.ts'
import { dbCommand } from './dbCommand.ts'
import { demoCommand } from './demoCommand.ts'
import { keyCommand } from './keyCommand.ts'
import { marketCommand } from './marketCommand.ts'
import { nodeCommand } from './nodeCommand.ts'
import { reportError } from './reportError.ts'
import { sampleCommand } from './sampleCommand.ts'
import { startCommand } from './startCommand.ts'
import { versionCommand } from './versionCommand.ts'

const program = new Command('echochain')
  .description('A marketplace for music samples on its own proof-of-stake chain.')
  .addHelpText(
    'after',
    `
Getting started:
  npm start                               a local network with market and demo samples; stop it with Ctrl-C
  npm run demo -- loop.wav                publish, buy and download a sample, step by step
  npm run echochain -- sample list        what is for sale on the local network
  npm run echochain -- COMMAND --help     more about a command

Every setting can also be given in the environment (--data-dir as ECHOCHAIN_DATA_DIR) or in a
TOML file named with --config (data_dir = "…"); flags come first, then the environment, then the file.`,
  )

for (const command of [
  startCommand(),
  nodeCommand(),
  marketCommand(),
  demoCommand(),
  sampleCommand(),
  accountCommand(),
  keyCommand(),
  dbCommand(),
  versionCommand(),
])
  program.addCommand(command)
prepare(program)

/** Errors hand back an exit code instead of ending the process, and say where to find help: in all commands alike. */
function prepare(command: Command): void {
  command.exitOverride().showHelpAfterError('Run it with --help to see what is possible.')
  for (const inner of command.commands) prepare(inner)
}

try {
  await program.parseAsync()
} catch (error) {
  // Commander has printed what is wrong already.
  process.exitCode =
    error instanceof CommanderError ? error.exitCode : reportError(error, process.argv.includes('--json'))
}
