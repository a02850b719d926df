import { useState } from 'react'

/** How an account comes into the wallet. */
export type AddWay = 'create' | 'import'

export function useAddAccount() {
  const [way, setWay] = useState<AddWay>()
  return { way, open: (chosen: AddWay) => setWay(chosen), close: () => setWay(undefined) }
}
