import type { FuzzTarget } from './FuzzTarget.ts'
import { audio } from './targets/audio.ts'
import { databaseRecords, snapshots } from './targets/databases.ts'
import { blocks, codecs, extrinsics, peerMessages, runtimeApis, storage } from './targets/decoders.ts'
import { blockFiles, keystores } from './targets/files.ts'
import { gateway } from './targets/gateway.ts'
import { proofs } from './targets/proofs.ts'
import { marketRows, rest } from './targets/rest.ts'
import { rpc } from './targets/rpc.ts'
import { signatures } from './targets/signatures.ts'
import { sockets } from './targets/sockets.ts'
import { sync } from './targets/sync.ts'
import { secrets, texts } from './targets/texts.ts'

/** Everything that is fuzzed. */
export const TARGETS: readonly FuzzTarget[] = [
  codecs,
  extrinsics,
  blocks,
  peerMessages,
  storage,
  runtimeApis,
  texts,
  secrets,
  proofs,
  signatures,
  databaseRecords,
  snapshots,
  blockFiles,
  keystores,
  sync,
  rpc,
  sockets,
  rest,
  marketRows,
  gateway,
  audio,
]
