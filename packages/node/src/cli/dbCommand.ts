import { Command } from 'commander'
import { nodeSettings } from '../config/nodeSettings.ts'
import { chainFolder } from '../dataFolders.ts'
import { checkDatabases } from '../database/checkDatabases.ts'
import { jsonOption } from './keyCommand.ts'
import { green, Output } from './Output.ts'
import { settingsOf, withSettings } from './settingOptions.ts'

const settings = { dataDir: nodeSettings.dataDir, chain: nodeSettings.chain }

/** `echochain db`: the databases of a node that is not running. */
export function dbCommand(): Command {
  const command = new Command('db').description('look after the databases of a node that is not running')
  const check = new Command('check').description('read everything and compare it: says what is damaged and what to do')
  withSettings(check, settings)
    .addOption(jsonOption())
    .action(() => showReport(check))
  return command.addCommand(check)
}

async function showReport(command: Command): Promise<void> {
  const folder = chainFolder(settingsOf(command, settings))
  const output = new Output(command.opts<{ json?: boolean }>().json === true)
  output.step(`Checking the chain in ${folder} …`)
  const { block, damage } = await checkDatabases(folder)
  const ok = damage.length === 0
  output.result(
    { ok, block, damage },
    ok ? [green(`Everything is in order up to block ${block}.`)] : describeDamage(damage),
  )
  if (!ok) process.exitCode = 1
}

const describeDamage = (damage: readonly object[]): string[] => [
  ...damage.map((found) => JSON.stringify(found)),
  '',
  'The blocks are the truth and the state follows from them. Move the data folder away and start again to begin anew,',
  'or put back a copy of it that is in order.',
]
