import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useNetwork } from '../network/Network.ts'
import { createPlayer } from './createPlayer.ts'
import { peaksQuery } from './peaksQuery.ts'
import { type Playable, type Player, PlayerContext } from './Player.ts'
import { writeVolume } from './storedVolume.ts'

export function PlayerProvider({ children }: { readonly children: ReactNode }) {
  const { info, market } = useNetwork()
  const queries = useQueryClient()
  const [{ methods, subscribe, snapshot }] = useState(() => {
    const heardMs = async ({ id }: Playable) => {
      const waveform = await queries.fetchQuery(peaksQuery(market, id)).catch(() => null)
      return waveform?.durationMs
    }
    return createPlayer({ gatewayUrl: info.gatewayUrl, heardMs })
  })
  const shown = useSyncExternalStore(subscribe, snapshot)
  useEffect(() => writeVolume(shown.volume), [shown.volume])
  const player = useMemo<Player>(() => ({ ...shown, ...methods }), [shown, methods])
  return <PlayerContext value={player}>{children}</PlayerContext>
}
