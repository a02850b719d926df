import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blake2b256, concatBytes, encode, sha256, utf8 } from '@echochain/codec'
import { Block } from '@echochain/frame'
import { BlockFile } from '../../../packages/node/src/database/BlockFile.ts'
import { BlockFileError } from '../../../packages/node/src/database/BlockFileError.ts'
import { BLOCK_FILE_FORMAT, CHECKSUM_BYTES } from '../../../packages/node/src/database/blockFileFormat.ts'
import { BlockFileWriter } from '../../../packages/node/src/database/BlockFileWriter.ts'
import { changeJson } from '../changeJson.ts'
import { FuzzFault, type FuzzTarget, refusalCode } from '../FuzzTarget.ts'
import { mutate } from '../mutate.ts'
import { tradedChain } from '../tradedChain.ts'

const PASSWORD = 'password'
/** In place of scrypt, which takes a second. */
const quickKey = async (password: string, { salt }: { salt: string }) =>
  Uint8Array.from(blake2b256(utf8(`${password}${salt}`)))
/** Loaded without its types, which are those of browsers and unknown here. */
const VAULT = new URL('../../../packages/app/src/wallet/vault/', import.meta.url)

/** Keystores of wallets, changed as JSON and as text, and opened with the right password. */
export const keystores: FuzzTarget = {
  name: 'keystores',
  weight: 2,
  guided: false,
  shortInputs: 150,
  open: async () => {
    const { openKeystore, parseKeystore, writeKeystore } = await import(new URL('keystore.ts', VAULT).href)
    const { VaultError } = await import(new URL('VaultError.ts', VAULT).href)
    const secret = { scheme: 'ed25519', bytes: new Uint8Array(32).fill(7) } as const
    const good = await writeKeystore(secret, 'Name', PASSWORD, { deriveKey: quickKey, now: 1 })
    const text = utf8(JSON.stringify(good))
    return {
      corpus: [text],
      generate: (random) =>
        random.chance(0.5) ? mutate(text, [text], random) : utf8(JSON.stringify(changeJson(good, random)) ?? ''),
      run: async (input) => {
        try {
          const opened = await openKeystore(parseKeystore(new TextDecoder().decode(input)), PASSWORD, quickKey)
          if (opened.bytes.some((byte: number) => byte !== 7))
            throw new FuzzFault('A changed keystore gives another secret')
          return 'ok'
        } catch (error) {
          return refusalCode(error, [VaultError])
        }
      },
    }
  },
}

/** Chains in files, of which most have a checksum that is right. */
export const blockFiles: FuzzTarget = {
  name: 'block files',
  weight: 1,
  guided: false,
  shortInputs: 30,
  open: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'echochain-fuzz-'))
    const path = join(directory, 'chain')
    const it = await tradedChain()
    const { genesisHash, best, parameters } = it.chain
    const header = { format: BLOCK_FILE_FORMAT, network: 'dev', genesisHash, last: best.number }
    const writer = await BlockFileWriter.create(path, { ...header, genesisTimeMs: parameters.genesisTimeMs })
    for (let number = 1; number <= best.number; number++)
      await writer.add(encode(Block, it.chain.block(it.chain.hashAt(number)!)!))
    await writer.finish()
    await it.stop()
    const good = await readFile(path)
    return {
      corpus: [good],
      run: async (input) => {
        const content = input.subarray(0, Math.max(0, input.length - CHECKSUM_BYTES))
        await writeFile(path, input.length % 8 === 0 ? input : concatBytes(content, sha256(content)))
        try {
          for await (const _ of (await BlockFile.open(path)).blocks()) continue
          return 'ok'
        } catch (error) {
          return refusalCode(error, [BlockFileError])
        }
      },
      close: () => rm(directory, { recursive: true }),
    }
  },
}
