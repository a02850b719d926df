// A market that notes its arguments in the file named by the second one: the first start is killed once it is ready, the
// next one fails with a code.
import { appendFileSync, existsSync } from 'node:fs'

const [, path] = process.argv.slice(2)
const isFirst = !existsSync(path)
appendFileSync(path, `${process.argv.slice(4).join(' ')}\n`)
if (isFirst) process.send!({ type: 'ready', apiPort: 1, gatewayPort: 2 }, () => process.kill(process.pid, 'SIGKILL'))
else {
  process.send!({ type: 'failed', message: 'The index is damaged', code: 'DATABASE_DAMAGED' })
  process.disconnect()
}
