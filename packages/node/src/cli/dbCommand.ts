import { systemClock } from '@echochain/consensus'
import { Command } from 'commander'
import { nodeSettings } from '../config/nodeSettings.ts'
import { chainFolder } from '../dataFolders.ts'
import type { DatabaseDamage } from '../database/checkDatabases.ts'
import { checkInProcess } from '../database/checkInProcess.ts'
import { exportBlocks } from '../database/exportBlocks.ts'
import { importBlocks } from '../database/importBlocks.ts'
import { createLogger } from '../logging/createLogger.ts'
import { jsonOption } from './keyCommand.ts'
import { green, Output, red } from './Output.ts'
import { ProgressBar } from './ProgressBar.ts'
import { settingsOf, withSettings } from './settingOptions.ts'

const settings = { dataDir: nodeSettings.dataDir, chain: nodeSettings.chain }
const importSettings = {
  ...settings,
  archive: nodeSettings.archive,
  logFormat: nodeSettings.logFormat,
  logLevel: { ...nodeSettings.logLevel, fallback: 'warn' as const },
}

/** `echochain db`: the databases of a node that is not running. */
export function dbCommand(): Command {
  const command = new Command('db').description('look after the databases of a node that is not running')
  const check = new Command('check').description('read everything and compare it: says what is damaged and what to do')
  withSettings(check, settings)
    .addOption(jsonOption())
    .action(() => showReport(check))
  const exporting = new Command('export').description('write the chain into a file, to move it or to keep it')
  withSettings(exporting.argument('<file>'), settings)
    .addOption(jsonOption())
    .action((file: string) => runExport(exporting, file))
  const importing = new Command('import').description(
    'take the chain in a file in, checking all of it; goes on where it was interrupted',
  )
  withSettings(importing.argument('<file>'), importSettings)
    .addOption(jsonOption())
    .action((file: string) => runImport(importing, file))
  return command.addCommand(check).addCommand(exporting).addCommand(importing)
}

const outputOf = (command: Command): Output => new Output(command.opts<{ json?: boolean }>().json === true)

async function runExport(command: Command, file: string): Promise<void> {
  const output = outputOf(command)
  const bar = new ProgressBar('export', output, 'blocks')
  const { last, genesisHash, network } = await exportBlocks(settingsOf(command, settings), file, bar.update).finally(
    () => bar.stop(),
  )
  output.result({ file, network, genesisHash, blocks: last }, [
    green(`${last} blocks of the network "${network}" are in ${file}.`),
  ])
}

async function runImport(command: Command, file: string): Promise<void> {
  const output = outputOf(command)
  const values = settingsOf(command, importSettings)
  const logger = createLogger({ format: values.logFormat, level: values.logLevel, name: 'import' })
  const bar = new ProgressBar('import', output)
  const parts = { clock: systemClock, logger, onProgress: bar.update }
  const report = await importBlocks(values, file, parts).finally(() => bar.stop())
  const { imported, known, best, finalized } = report
  output.result(report, [
    green(`${imported} blocks are new${known > 0 ? `, ${known} were there already` : ''}.`),
    `The chain in ${chainFolder(values)} is at block ${best.number}, final up to ${finalized.number}.`,
  ])
}

async function showReport(command: Command): Promise<void> {
  const folder = chainFolder(settingsOf(command, settings))
  const output = outputOf(command)
  output.step(`Checking the chain in ${folder} …`)
  const { stateBlock, finalizedBlock, damage } = await checkInProcess(folder)
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
  'Put back a copy of the data folder that is in order, both parts of the same time, or import a file that "db export"',
  'made into an empty folder. Without one, move the folder away and start again: a development network begins anew, a',
  'node with --sync-from fetches everything from others.',
]
