import { Command } from 'commander'
import { nodeSettings } from '../config/nodeSettings.ts'
import { chainFolder } from '../dataFolders.ts'
import { checkDatabases, type DatabaseDamage } from '../database/checkDatabases.ts'
import { jsonOption } from './keyCommand.ts'
import { green, Output, red } from './Output.ts'
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
  const { stateBlock, finalizedBlock, damage } = await checkDatabases(folder)
  const ok = damage.length === 0
  output.result(
    { ok, stateBlock, finalizedBlock, damage },
    ok
      ? [
          green(
            `Everything is in order: the blocks up to ${finalizedBlock} and later, the state of block ${stateBlock}.`,
          ),
        ]
      : describeDamage(damage),
  )
  if (!ok) process.exitCode = 1
}

const describeDamage = (damage: readonly DatabaseDamage[]): string[] => [
  ...damage.map(({ part, code, message }) => `${red(code)} in ${part}: ${message}`),
  '',
  'Put back a copy of the data folder that is in order, both parts of the same time. Without one, move the folder away',
  'and start again: a development network begins anew, a node with --sync-from fetches everything from others.',
]
