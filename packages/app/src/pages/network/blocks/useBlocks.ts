import type { IndexedBlock } from '@echochain/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useNetwork } from '../../../network/Network.ts'
import { findReplaced } from './findReplaced.ts'

const PAGE = 20
/** How long a block that was taken back is still shown. */
const REPLACED_SHOWN_MS = 15_000

/** The newest blocks, following the chain unless paused, with those just replaced. */
export function useBlocks(paused: boolean) {
  const { market } = useNetwork()
  const query = useInfiniteQuery({
    queryKey: ['live', 'blocks'],
    queryFn: ({ pageParam, signal }) => market.blocks({ limit: PAGE, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: !paused,
  })
  const blocks = query.data?.pages.flatMap(({ items }) => items)
  return { ...query, blocks, replaced: useReplaced(blocks) }
}

function useReplaced(blocks: readonly IndexedBlock[] | undefined): readonly IndexedBlock[] {
  const before = useRef<readonly IndexedBlock[]>([])
  const [replaced, setReplaced] = useState<readonly IndexedBlock[]>([])
  useEffect(() => {
    if (!blocks) return
    const found = findReplaced(before.current, blocks)
    before.current = blocks
    if (found.length === 0) return
    setReplaced((old) => [...found, ...old].slice(0, PAGE))
    setTimeout(() => setReplaced((old) => old.filter((block) => !found.includes(block))), REPLACED_SHOWN_MS)
  }, [blocks])
  return replaced
}
