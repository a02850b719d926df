import { randomBytes, randomInt } from 'node:crypto'
import { encode, ss58Encode, toHex } from '@echochain/codec'
import { type ContentDescription, downloadContent, uploadContent, type UploadSession } from '@echochain/content'
import { keypairFromUri, MultiSignature } from '@echochain/crypto'
import type { ChainClient } from '@echochain/sdk'
import { expect } from 'vitest'

const UPLOADER = keypairFromUri('//Dave', 'ed25519')
const PART_BYTES = 64 * 1024
const MAX_FILE_BYTES = 2 * 1024 * 1024

interface Unfinished {
  readonly file: Blob
  readonly session: UploadSession
}

/** Uploads random files until the gateway is gone, and remembers which were acknowledged and which were under way. */
export class UploadLoad {
  readonly #finished: ContentDescription[] = []
  #unfinished: Unfinished | undefined
  resumed = 0

  get finished(): number {
    return this.#finished.length
  }

  /** Waits for so many acknowledged files. The test's own time limit is the only one. */
  async untilFinished(count: number): Promise<void> {
    while (this.#finished.length < count) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  /** Resolves when the gateway is gone. */
  async run(chain: ChainClient, gateway: string): Promise<void> {
    try {
      for (;;) await this.#upload(chain, gateway)
    } catch {}
  }

  async #upload(chain: ChainClient, gateway: string): Promise<void> {
    const file = new Blob([randomBytes(randomInt(1, MAX_FILE_BYTES))])
    const content = await uploadContent(gateway, file, {
      ...this.#identity(chain),
      onSession: (session) => (this.#unfinished = { file, session }),
    })
    this.#finished.push(content)
    this.#unfinished = undefined
  }

  /** Every acknowledged file is there, whole; the upload that was under way goes on where it was. */
  async question(chain: ChainClient, gateway: string): Promise<void> {
    if (this.#unfinished) {
      const { file, session } = this.#unfinished
      const offsets: number[] = []
      const options = { ...this.#identity(chain), resume: session, onProgress: (at: number) => offsets.push(at) }
      this.#finished.push(await uploadContent(gateway, file, options))
      if (offsets[0] > 0) this.resumed++
      this.#unfinished = undefined
    }
    for (const { cid, plainHash, size } of this.#finished) {
      let bytes = 0
      const pieces = downloadContent(gateway, cid, { expectedPlainHash: plainHash, expectedSize: size })
      for await (const piece of pieces) bytes += piece.length
      expect(bytes, cid).toBe(size)
    }
  }

  #identity(chain: ChainClient) {
    return {
      account: ss58Encode(UPLOADER.account),
      genesisHash: chain.genesisHash,
      sign: (_message: string, bytes: Uint8Array) => toHex(encode(MultiSignature, UPLOADER.sign(bytes))),
      partBytes: PART_BYTES,
      retries: 0,
    }
  }
}
