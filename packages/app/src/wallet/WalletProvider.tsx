import { type ReactNode, useMemo } from 'react'
import { WalletContext, type Wallet } from './Wallet.ts'

export function WalletProvider({ children }: { readonly children: ReactNode }) {
  const wallet = useMemo<Wallet>(() => ({ accounts: [], selected: undefined, select: () => {} }), [])
  return <WalletContext value={wallet}>{children}</WalletContext>
}
