import { z } from 'zod'
import { RPC_ERROR, RpcError } from '../protocol/RpcError.ts'
import { rpcSubscription } from '../protocol/RpcMethod.ts'
import { Follow } from './Follow.ts'
import { FollowEvent } from './FollowEvent.ts'

export const chainHeadFollow = rpcSubscription({
  name: 'chainHead_v1_follow',
  unsubscribe: ['chainHead_v1_unfollow'],
  unsubscribeResult: 'null',
  notification: 'chainHead_v1_followEvent',
  summary: 'Tells of every block as it comes, is best and is final, and keeps them readable until they are unpinned.',
  params: { withRuntime: z.boolean() },
  item: FollowEvent,
  start: ({ node: { chain, logger }, session: { limits, follows } }, { withRuntime }, subscriber) => {
    if (follows.size >= limits.maxFollows)
      throw new RpcError(RPC_ERROR.TOO_MANY_FOLLOWS, `This connection follows the chain ${limits.maxFollows} times`)
    const follow = new Follow({
      chain,
      logger,
      limits,
      withRuntime,
      emit: (event) => subscriber.emit(event),
      onStop: () => subscriber.end(),
    })
    follows.set(subscriber.id, follow)
    return () => {
      follows.delete(subscriber.id)
      follow.close()
    }
  },
})
