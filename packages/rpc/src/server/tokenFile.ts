import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { RpcServerError } from './RpcServerError.ts'

const TOKEN = /^[0-9a-f]{64}$/

/**
 * The token for unsafe methods, from a file that only its owner can read; made if there is none.
 * @throws RpcServerError `TOKEN_EXPOSED` when others can read the file, `BAD_TOKEN_FILE` when no token is in it.
 */
export async function loadToken(path: string): Promise<string> {
  if (existsSync(path)) return readToken(path)
  const token = randomBytes(32).toString('hex')
  const draft = `${path}.new` // so that a process that ends in between leaves no half of a token
  await rm(draft, { force: true })
  await writeFile(draft, `${token}\n`, { mode: 0o600, flag: 'wx' })
  await chmod(draft, 0o600) // whatever the umask
  await rename(draft, path)
  return token
}

async function readToken(path: string): Promise<string> {
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0 && process.platform !== 'win32')
    throw new RpcServerError(
      'TOKEN_EXPOSED',
      `Others can read ${path}: run "chmod 600" on it, or delete it for a new one`,
    )
  const token = (await readFile(path, 'utf8')).trim()
  if (!TOKEN.test(token))
    throw new RpcServerError('BAD_TOKEN_FILE', `${path} does not hold a token of 64 hexadecimal digits; delete it`)
  return token
}
