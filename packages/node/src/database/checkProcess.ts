// Checks the databases in the folder given as argument and tells its parent what it finds: see checkInProcess.
import { type CheckMessage } from './checkInProcess.ts'
import { checkDatabases } from './checkDatabases.ts'

const tell = (message: CheckMessage): Promise<void> => new Promise((resolve) => process.send!(message, () => resolve()))

try {
  const report = await checkDatabases(process.argv[2], (part) => void tell({ reading: part }))
  await tell({ report })
} catch (error) {
  const { code, message, stack } = error as Error & { code?: string }
  await tell({ failure: { code, message, stack } })
}
process.disconnect()
