import { ApiPromise, Keyring, WsProvider } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { ISubmittableResult } from '@polkadot/types/types'
import type { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'

/** An unmodified polkadot.js, as an application would connect it. */
export const connect = (node: TestNode): Promise<ApiPromise> =>
  ApiPromise.create({ provider: new WsProvider(node.wsUrl), throwOnConnect: true, noInitWarn: true })

export const pairOf = (uri: string, type: 'sr25519' | 'ed25519' | 'ecdsa' = 'sr25519'): KeyringPair =>
  new Keyring({ type, ss58Format: 42 }).addFromUri(uri)

export interface Watched {
  /** Statuses in the order in which they came. */
  readonly statuses: string[]
  readonly finalized: Promise<ISubmittableResult>
  /** Resolved when the pool has the transaction. */
  readonly submitted: Promise<() => void>
}

/** Signs, submits and watches a transaction. */
export function submitAndWatch(
  transaction: SubmittableExtrinsic<'promise'>,
  signer: KeyringPair,
  options: Parameters<SubmittableExtrinsic<'promise'>['signAndSend']>[1] & object = {},
): Watched {
  const statuses: string[] = []
  const { promise: finalized, resolve, reject } = Promise.withResolvers<ISubmittableResult>()
  const submitted = transaction.signAndSend(signer, options as never, (result: ISubmittableResult) => {
    statuses.push(result.status.type)
    if (result.isFinalized) resolve(result)
    else if (result.isError) reject(new Error(result.status.type))
  }) as unknown as Promise<() => void>
  submitted.catch(reject)
  finalized.catch(() => {}) // a test that only looks at what was submitted need not wait for it
  return { statuses, finalized, submitted }
}

/** The events a transaction caused, as "section.method". */
export const eventNames = ({ events }: ISubmittableResult): string[] =>
  events.map(({ event }) => `${event.section}.${event.method}`)
