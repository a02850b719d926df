import { join } from 'node:path'
import { BlockStore } from '@echochain/consensus'
import { ChainState } from '@echochain/state'
import { LmdbStore } from '@echochain/state/lmdb'
import { Command } from 'commander'
import { nodeSettings } from '../config/nodeSettings.ts'
import { chainFolder } from '../dataFolders.ts'
import { checkBlocks } from '../database/checkBlocks.ts'
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
    .action(() => checkDatabases(check))
  return command.addCommand(check)
}

async function checkDatabases(command: Command): Promise<void> {
  const folder = chainFolder(settingsOf(command, settings))
  await using resources = new AsyncDisposableStack()
  const open = async (name: string) => {
    const store = await LmdbStore.open(join(folder, name), { readOnly: true })
    resources.defer(() => store.close())
    return store
  }
  const output = new Output(command.opts<{ json?: boolean }>().json === true)
  output.step(`Checking the chain in ${folder} …`)
  const blocks = new BlockStore(await open('blocks'))
  const state = await ChainState.open(await open('state'))
  const damage = [
    ...checkBlocks(blocks, state.base),
    ...(await state.check()).map((found) => ({ part: 'state', ...found })),
  ]
  const ok = damage.length === 0
  output.result(
    { ok, block: state.base.number, damage },
    ok ? [green(`Everything is in order up to block ${state.base.number}.`)] : describeDamage(damage),
  )
  if (!ok) process.exitCode = 1
}

const describeDamage = (damage: readonly object[]): string[] => [
  ...damage.map((found) => JSON.stringify(found)),
  '',
  'The blocks are the truth and the state follows from them. Move the data folder away and start again to begin anew,',
  'or put back a copy of it that is in order.',
]
