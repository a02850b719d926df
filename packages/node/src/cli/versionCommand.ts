import { Command } from 'commander'
import { versions } from '../version.ts'
import { jsonOption } from './keyCommand.ts'
import { Output, table } from './Output.ts'

/** `echochain version`. */
export const versionCommand = (): Command =>
  new Command('version')
    .description('show the versions of program, runtime and Node')
    .addOption(jsonOption())
    .action(({ json }: { json?: boolean }) => {
      const rows = Object.entries(versions).map(([name, value]) => [name, String(value)] as const)
      new Output(json === true).result(versions, table(rows))
    })
