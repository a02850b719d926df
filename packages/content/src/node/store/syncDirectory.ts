import { open } from 'node:fs/promises'

/** Makes what was created in, renamed into or removed from a directory durable (fsync(2), "calling fsync()…"). */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
