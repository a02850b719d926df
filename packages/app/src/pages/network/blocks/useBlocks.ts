import type { IndexedBlock } from '@echochain/sdk'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useNetwork } from '../../../network/Network.ts'
import { findReplaced } from './findReplaced.ts'
import { byCursor } from '../../../network/byCursor.ts'

const PAGE = 20
const KEY = ['live', 'blocks'] as const
/** How long a block that was taken back is still shown. */
const REPLACED_SHOWN_MS = 15_000

/** The newest blocks, following the chain unless paused, with those just replaced. */
export function useBlocks(paused: boolean) {
  const { market } = useNetwork()
  const queries = useQueryClient()
  const query = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) => market.blocks({ limit: PAGE, cursor: pageParam }, { signal }),
    ...byCursor,
    enabled: !paused,
  })
  const blocks = query.data?.pages.flatMap(({ items }) => items)
  /** Older pages are let go: with every block all pages there are would be asked for anew. */
  const forgetOlder = () =>
    queries.setQueryData<typeof query.data>(
      KEY,
      (old) => old && { pages: old.pages.slice(0, 1), pageParams: [undefined] },
    )
  return { ...query, blocks, forgetOlder, replaced: useReplaced(blocks) }
}

function useReplaced(blocks: readonly IndexedBlock[] | undefined): readonly IndexedBlock[] {
  const before = useRef<readonly IndexedBlock[]>([])
  const [replaced, setReplaced] = useState<readonly IndexedBlock[]>([])
  useEffect(() => {
    if (!blocks) return
    const found = findReplaced(before.current, blocks)
    before.current = blocks
    if (found.length === 0) return
    setReplaced((old) => [...found, ...old.filter(({ hash }) => !hashes(found).has(hash))].slice(0, PAGE))
    setTimeout(() => setReplaced((old) => old.filter((block) => !found.includes(block))), REPLACED_SHOWN_MS)
  }, [blocks])
  // The chain can also come back to a branch it left.
  const present = hashes(blocks ?? [])
  return replaced.filter(({ hash }) => !present.has(hash))
}

const hashes = (blocks: readonly IndexedBlock[]) => new Set(blocks.map(({ hash }) => hash))
