import type { ConnectionState, JsonRpcClient } from '../jsonRpc/JsonRpcClient.ts'

/** Resolved when the client next gets into a state. */
export const entering = (client: JsonRpcClient, wanted: ConnectionState): Promise<void> =>
  new Promise((resolve) => {
    const stop = client.onState((state) => {
      if (state !== wanted) return
      stop()
      resolve()
    })
  })
