import { decode } from '@echochain/codec'
import { Block } from '@echochain/frame'

export const decodeBlock = (bytes: Uint8Array): Block => decode(Block, bytes)
