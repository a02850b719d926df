import type { ReactNode } from 'react'

export function TransactionsProvider({ children }: { readonly children: ReactNode }) {
  return children
}
